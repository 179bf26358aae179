import { RolesPatch } from '#lib/auth/schema.ts'
import { changeRoles } from '#lib/auth/users.service.ts'
import { database } from '#lib/db/client.ts'
import { bodyOf } from '#lib/http/body.ts'
import { json, route } from '#lib/http/route.ts'

type Path = { user: string }

export const PATCH = route<Path>('PATCH /users/{user}', async (request, { user }, { actor, origin }) => {
  const { roles } = await bodyOf(request, RolesPatch)
  return json(await changeRoles(database(), actor, origin, user, roles))
})
