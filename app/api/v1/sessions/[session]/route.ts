import { revokeSession } from '#lib/auth/sessions.service.ts'
import { database } from '#lib/db/client.ts'
import { personOf } from '#lib/delegates/space.service.ts'
import { noQuery } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

type Path = { session: string }

export const DELETE = route<Path>('DELETE /sessions/{session}', async (request, path, { actor, origin }) => {
  noQuery(request)
  await revokeSession(database(), personOf(actor), origin, path.session)
  return json({ done: true })
})
