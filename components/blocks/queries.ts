import { queryOptions } from '@tanstack/react-query'
import { getJson } from '#components/query/get-json.ts'
import { BlockView } from '#lib/blocks/schema.ts'

/** A verified block never changes, but for the name of its delegates. */
export function blockQueryOptions(network: string, height: number) {
  return queryOptions({
    queryKey: ['block', network, height],
    queryFn: async ({ signal }) => await getJson(`/networks/${network}/blocks/${height}`, BlockView, signal),
    meta: { changes: { network, on: [] } },
  })
}
