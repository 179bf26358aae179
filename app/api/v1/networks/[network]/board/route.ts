import { boardView } from '#lib/board/board.service.ts'
import { database } from '#lib/db/client.ts'
import { noQuery } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route<{ network: string }>(async (request, { network }) => {
  noQuery(request)
  return json(await boardView(database(), network))
})
