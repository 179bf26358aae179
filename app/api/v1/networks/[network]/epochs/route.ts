import { database } from '#lib/db/client.ts'
import { epochPage } from '#lib/epochs/epochs.service.ts'
import { pageQueryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route<{ network: string }>(
  'GET /networks/{network}/epochs',
  async (request, { network }) => json(await epochPage(database(), network, pageQueryOf(request))),
)
