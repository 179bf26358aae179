import { database } from '#lib/db/client.ts'
import { delegatePage } from '#lib/delegates/delegates.service.ts'
import { pageQueryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route<{ network: string }>(
  'GET /networks/{network}/delegates',
  async (request, { network }) => json(await delegatePage(database(), network, pageQueryOf(request))),
)
