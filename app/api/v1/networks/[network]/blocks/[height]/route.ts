import { blockView } from '#lib/blocks/blocks.service.ts'
import { database } from '#lib/db/client.ts'
import { parseHeight } from '#lib/http/path-values.ts'
import { noQuery } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route<{ network: string; height: string }>(
  'GET /networks/{network}/blocks/{height}',
  async (request, { network, height }) => {
    noQuery(request)
    return json(await blockView(database(), network, parseHeight(height)))
  },
)
