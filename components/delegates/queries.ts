import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { getJson } from '#components/query/get-json.ts'
import { DelegateDetailView, DelegateView } from '#lib/delegates/schema.ts'

const PAGE = 200
/** More pages than any network has delegates for. */
const MOST_PAGES = 10

const DelegatePage = z.object({ items: z.array(DelegateView), nextCursor: z.string().nullable() })

/** Every known delegate, page after page. */
export function delegatesQueryOptions(network: string) {
  return queryOptions({
    queryKey: ['delegates', network],
    queryFn: async ({ signal }): Promise<readonly DelegateView[]> => {
      const found: DelegateView[] = []
      let after = ''
      for (let page = 0; page < MOST_PAGES; page++) {
        const path = `/networks/${network}/delegates?limit=${PAGE}${after}`
        const { items, nextCursor } = await getJson(path, DelegatePage, signal)
        found.push(...items)
        if (nextCursor === null) break
        after = `&cursor=${encodeURIComponent(nextCursor)}`
      }
      return found
    },
    meta: { changes: { network, on: ['epoch'] } },
  })
}

/** `delegate` is an id, an address in either form, or a name. */
export function delegateQueryOptions(network: string, delegate: string) {
  return queryOptions({
    queryKey: ['delegate', network, delegate],
    queryFn: async ({ signal }) =>
      await getJson(
        `/networks/${network}/delegates/${encodeURIComponent(delegate)}`,
        DelegateDetailView,
        signal,
      ),
    meta: { changes: { network, on: ['block', 'epoch', 'pause'] } },
  })
}
