import { auditHead } from '#lib/audit/published.service.ts'
import { database } from '#lib/db/client.ts'
import { noQuery } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route('GET /audit/head', async (request) => {
  noQuery(request)
  return json(await auditHead(database()))
})
