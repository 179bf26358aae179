import { database } from '#lib/db/client.ts'
import { nextSetView } from '#lib/epochs/next-set.service.ts'
import { noQuery } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route<{ network: string }>(
  'GET /networks/{network}/epochs/next',
  async (request, { network }) => {
    noQuery(request)
    return json(await nextSetView(database(), network))
  },
)
