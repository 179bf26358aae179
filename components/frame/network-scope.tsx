'use client'

import { type ReactNode, useEffect } from 'react'
import { NetworkClockProvider } from '#components/networks/network-clock.tsx'
import { useNetwork } from '#components/networks/use-network.ts'
import { Live } from '#components/query/live.tsx'

const A_YEAR_SECONDS = 31_536_000

/** What every page of a network has, framed or not: its clock, and answers that stay up to date. */
export function NetworkScope({ id, children }: { id: string; children: ReactNode }) {
  const { network } = useNetwork(id)
  useEffect(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: read by the server at "/"; the Cookie Store API is not everywhere.
    document.cookie = `network=${encodeURIComponent(id)}; path=/; max-age=${A_YEAR_SECONDS}; samesite=lax`
  }, [id])
  return (
    <NetworkClockProvider clock={network?.clock ?? null}>
      <Live network={id} />
      {children}
    </NetworkClockProvider>
  )
}
