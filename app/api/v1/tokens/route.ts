import { ownTokens } from '#lib/auth/tokens.service.ts'
import { database } from '#lib/db/client.ts'
import { pageQueryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route('GET /tokens', async (request, _path, caller) =>
  json(await ownTokens(database(), caller, pageQueryOf(request))),
)
