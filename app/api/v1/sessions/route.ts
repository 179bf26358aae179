import { revokeAllSessions, sessionViews } from '#lib/auth/sessions.service.ts'
import { database } from '#lib/db/client.ts'
import { personOf } from '#lib/delegates/space.service.ts'
import { pageInMemory } from '#lib/http/cursor.ts'
import { noQuery, pageQueryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route('GET /sessions', async (request, _path, { actor }) => {
  const sessions = await sessionViews(database(), personOf(actor))
  // Newest first, so the key counts down: a later item must have a greater one.
  const keyOf = ({ createdAt, id }: (typeof sessions)[number]) =>
    `${String(Number.MAX_SAFE_INTEGER - Date.parse(createdAt))} ${id}`
  return json(pageInMemory(sessions, 'sessions', keyOf, pageQueryOf(request)))
})

export const DELETE = route('DELETE /sessions', async (request, _path, { actor, origin }) => {
  noQuery(request)
  await revokeAllSessions(database(), personOf(actor), origin)
  return json({ done: true })
})
