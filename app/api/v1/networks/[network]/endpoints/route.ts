import { database } from '#lib/db/client.ts'
import { pageQueryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'
import { endpointPage } from '#lib/networks/endpoint-views.service.ts'

export const GET = route<{ network: string }>(
  'GET /networks/{network}/endpoints',
  async (request, { network }) => json(await endpointPage(database(), network, pageQueryOf(request))),
)
