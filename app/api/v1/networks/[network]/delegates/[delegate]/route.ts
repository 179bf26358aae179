import { database } from '#lib/db/client.ts'
import { delegateView } from '#lib/delegates/delegates.service.ts'
import { noQuery } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route<{ network: string; delegate: string }>(
  'GET /networks/{network}/delegates/{delegate}',
  async (request, { network, delegate }) => {
    noQuery(request)
    return json(await delegateView(database(), network, delegate))
  },
)
