import { database } from '#lib/db/client.ts'
import { pageQueryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'
import { pausePage } from '#lib/networks/pauses.service.ts'

export const GET = route<{ network: string }>(
  'GET /networks/{network}/pauses',
  async (request, { network }) => json(await pausePage(database(), network, pageQueryOf(request))),
)
