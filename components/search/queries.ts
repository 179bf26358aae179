import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { getJson } from '#components/query/get-json.ts'
import { SearchHit } from '#lib/search/schema.ts'

const Hits = z.object({ items: z.array(SearchHit) })

/** What a text means on a network; not asked while there is none. */
export function searchQueryOptions(network: string, text: string) {
  return queryOptions({
    queryKey: ['search', network, text],
    queryFn: async ({ signal }) =>
      (await getJson(`/networks/${network}/search?q=${encodeURIComponent(text)}`, Hits, signal)).items,
    enabled: text !== '',
    retry: false,
  })
}
