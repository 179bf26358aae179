import { database } from '#lib/db/client.ts'
import { eventStream } from '#lib/http/event-stream.ts'
import { noQuery } from '#lib/http/query.ts'
import { route } from '#lib/http/route.ts'
import { getNetwork } from '#lib/networks/networks.service.ts'

export const GET = route<{ network: string }>(async (request, { network }) => {
  noQuery(request)
  const { slug } = await getNetwork(database(), network)
  return await eventStream(slug, request.signal)
})
