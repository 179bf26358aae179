import { headsFeed } from '#lib/audit/heads-feed.ts'
import { auditHeadPage } from '#lib/audit/published.service.ts'
import { wallNow } from '#lib/clock.ts'
import { database } from '#lib/db/client.ts'
import { ownOrigin } from '#lib/http/own-origin.ts'
import { noQuery } from '#lib/http/query.ts'
import { route } from '#lib/http/route.ts'

const ENTRIES = 50

export const GET = route<{ network: string }>(
  'GET /networks/{network}/audit-heads.atom',
  async (request, { network }) => {
    noQuery(request)
    const { items } = await auditHeadPage(database(), network, { limit: ENTRIES, cursor: null })
    const feed = headsFeed(network, ownOrigin(request.headers), items, new Date(wallNow()))
    return new Response(feed, {
      headers: { 'content-type': 'application/atom+xml', 'cache-control': 'no-store' },
    })
  },
)
