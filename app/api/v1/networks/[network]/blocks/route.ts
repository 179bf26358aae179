import { blockPage } from '#lib/blocks/blocks.service.ts'
import { database } from '#lib/db/client.ts'
import { pageQueryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route<{ network: string }>(
  'GET /networks/{network}/blocks',
  async (request, { network }) => json(await blockPage(database(), network, pageQueryOf(request))),
)
