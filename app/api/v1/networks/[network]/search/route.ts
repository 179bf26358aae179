import { database } from '#lib/db/client.ts'
import { queryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'
import { search } from '#lib/search/search.service.ts'

export const GET = route<{ network: string }>(
  'GET /networks/{network}/search',
  async (request, { network }) => {
    const { q } = queryOf(request, ['q'])
    return json({ items: await search(database(), network, q ?? ''), nextCursor: null })
  },
)
