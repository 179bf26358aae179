import { userPage } from '#lib/auth/users.service.ts'
import { database } from '#lib/db/client.ts'
import { pageQueryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route('GET /users', async (request, _path, { actor }) =>
  json(await userPage(database(), actor, pageQueryOf(request))),
)
