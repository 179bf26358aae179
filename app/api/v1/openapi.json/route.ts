import { openApi } from '#lib/http/openapi.ts'
import { noQuery } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route('GET /openapi.json', async (request) => {
  noQuery(request)
  return json(openApi())
})
