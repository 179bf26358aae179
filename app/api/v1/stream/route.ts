import { database } from '#lib/db/client.ts'
import { eventStream } from '#lib/http/event-stream.ts'
import { valuesOf } from '#lib/http/query.ts'
import { route } from '#lib/http/route.ts'
import { getNetwork, networkViews } from '#lib/networks/networks.service.ts'

export const GET = route('GET /stream', async (request) => {
  const asked = [...new Set(valuesOf(request, 'network'))]
  const sql = database()
  for (const slug of asked) await getNetwork(sql, slug)
  const known = asked.length > 0 ? asked : (await networkViews(sql)).map(({ id }) => id)
  return await eventStream(asked.length > 0 ? asked : null, known, request.signal)
})
