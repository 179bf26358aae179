'use client'

import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { boardQueryOptions } from '#components/board/queries.ts'
import type { NetworkView } from '#lib/networks/schema.ts'
import { networksQueryOptions } from './queries.ts'

/** The network a page is about, as last answered by the list or by the board, and when that was (wall time, Unix ms). */
export function useNetwork(id: string): {
  readonly network: NetworkView | undefined
  readonly answeredAtMs: number
} {
  const list = useSuspenseQuery(networksQueryOptions(id))
  // Reads what a board on the screen has asked; asks nothing itself.
  const board = useQuery({ ...boardQueryOptions(id), enabled: false })
  if (board.data !== undefined && board.dataUpdatedAt > list.dataUpdatedAt)
    return { network: board.data.network, answeredAtMs: board.dataUpdatedAt }
  return { network: list.data.find((network) => network.id === id), answeredAtMs: list.dataUpdatedAt }
}
