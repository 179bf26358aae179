import { database } from '#lib/db/client.ts'
import { myView } from '#lib/delegates/my.service.ts'
import { noQuery } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route('GET /my', async (request, _path, caller) => {
  noQuery(request)
  return json(await myView(database(), caller))
})
