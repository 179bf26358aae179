import { auditPage } from '#lib/audit/log.service.ts'
import { database } from '#lib/db/client.ts'
import { limitOf, queryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route('GET /audit', async (request, _path, { actor }) => {
  const {
    limit,
    cursor = null,
    ...query
  } = queryOf(request, ['limit', 'cursor', 'network', 'delegate', 'actor'])
  return json(await auditPage(database(), actor, query, { limit: limitOf(limit), cursor }))
})
