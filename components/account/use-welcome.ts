'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useCallback } from 'react'

/** Leads on once somebody has signed in: whatever was answered to nobody is forgotten. */
export function useWelcome(next: string): () => Promise<void> {
  const client = useQueryClient()
  const router = useRouter()
  return useCallback(async () => {
    await client.invalidateQueries({ queryKey: ['me'] })
    router.push(next)
    router.refresh()
  }, [client, router, next])
}
