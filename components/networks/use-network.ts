'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import type { NetworkView } from '#lib/networks/schema.ts'
import { networksQueryOptions } from './queries.ts'

/** The network a page is about, as last answered, and when that was (wall time, Unix ms). */
export function useNetwork(id: string): {
  readonly network: NetworkView | undefined
  readonly answeredAtMs: number
} {
  const { data, dataUpdatedAt } = useSuspenseQuery(networksQueryOptions(id))
  return { network: data.find((network) => network.id === id), answeredAtMs: dataUpdatedAt }
}
