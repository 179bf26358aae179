import { boardAnswer } from '#lib/board/board-answers.service.ts'
import { database } from '#lib/db/client.ts'
import { noQuery } from '#lib/http/query.ts'
import { route } from '#lib/http/route.ts'

export const GET = route<{ network: string }>(
  'GET /networks/{network}/board',
  async (request, { network }) => {
    noQuery(request)
    const { json, etag } = await boardAnswer(database(), network)
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-cache', etag }
    return new Response(new Uint8Array(json), { headers })
  },
)
