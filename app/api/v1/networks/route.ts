import { database } from '#lib/db/client.ts'
import { pageQueryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'
import { networkPage } from '#lib/networks/endpoint-views.service.ts'

export const GET = route('GET /networks', async (request) =>
  json(await networkPage(database(), pageQueryOf(request))),
)
