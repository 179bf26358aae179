import { queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/query/get-json.ts'
import { BoardView } from '#lib/board/schema.ts'

export function boardQueryOptions(network: string) {
  return queryOptions({
    queryKey: ['board', network],
    queryFn: async ({ signal }) => await getJson(`/networks/${network}/board`, BoardView, signal),
    meta: { changes: { network, on: ['block', 'state', 'epoch', 'nodes', 'pause'] } },
  })
}
