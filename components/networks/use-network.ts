'use client'

import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { boardQueryOptions } from '#components/board/queries.ts'
import type { NetworkView } from '#lib/networks/schema.ts'
import { networksQueryOptions } from './queries.ts'

/**
 * What a board on the screen was answered last. Read from the cache without a question of its own: one that exists
 * before a page hands over what the server loaded would keep the page from using it.
 */
function useAnsweredBoard(network: string) {
  const client = useQueryClient()
  const { queryKey } = boardQueryOptions(network)
  const subscribe = useCallback((heard: () => void) => client.getQueryCache().subscribe(heard), [client])
  return useSyncExternalStore(
    subscribe,
    () => client.getQueryState(queryKey),
    () => undefined,
  )
}

/** The network a page is about, as last answered by the list or by the board, and when that was (wall time, Unix ms). */
export function useNetwork(id: string): {
  readonly network: NetworkView | undefined
  readonly answeredAtMs: number
} {
  const list = useSuspenseQuery(networksQueryOptions(id))
  const board = useAnsweredBoard(id)
  if (board?.data !== undefined && board.dataUpdatedAt > list.dataUpdatedAt)
    return { network: board.data.network, answeredAtMs: board.dataUpdatedAt }
  return { network: list.data.find((network) => network.id === id), answeredAtMs: list.dataUpdatedAt }
}
