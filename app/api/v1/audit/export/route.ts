import { auditLines } from '#lib/audit/log.service.ts'
import { database } from '#lib/db/client.ts'
import { download } from '#lib/http/download.ts'
import { queryOf } from '#lib/http/query.ts'
import { route } from '#lib/http/route.ts'

export const GET = route('GET /audit/export', async (request, _path, { actor }) => {
  const query = queryOf(request, ['network', 'delegate', 'actor'])
  const lines = await auditLines(database(), actor, query)
  return download(lines, 'application/jsonl', 'rollcall-audit.jsonl')
})
