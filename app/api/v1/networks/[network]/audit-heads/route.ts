import { auditHeadPage } from '#lib/audit/published.service.ts'
import { database } from '#lib/db/client.ts'
import { pageQueryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route<{ network: string }>(
  'GET /networks/{network}/audit-heads',
  async (request, { network }) => json(await auditHeadPage(database(), network, pageQueryOf(request))),
)
