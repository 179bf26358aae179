import { database } from '#lib/db/client.ts'
import { noQuery } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'
import { networkView } from '#lib/networks/networks.service.ts'

export const GET = route<{ network: string }>('GET /networks/{network}', async (request, { network }) => {
  noQuery(request)
  return json(await networkView(database(), network))
})
