import { DeleteMe, MePatch } from '#lib/auth/schema.ts'
import { changeMe, deleteMe, meView } from '#lib/auth/users.service.ts'
import { database } from '#lib/db/client.ts'
import { personOf } from '#lib/delegates/space.service.ts'
import { bodyOf } from '#lib/http/body.ts'
import { noQuery } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route('GET /me', async (request, _path, { actor }) => {
  noQuery(request)
  return json(await meView(database(), actor))
})

export const PATCH = route('PATCH /me', async (request, _path, { actor, origin }) =>
  json(await changeMe(database(), personOf(actor), origin, await bodyOf(request, MePatch))),
)

export const DELETE = route('DELETE /me', async (request, _path, { actor, origin }) => {
  await bodyOf(request, DeleteMe)
  await deleteMe(database(), personOf(actor), origin)
  return json({ done: true })
})
