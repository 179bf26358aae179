import { epochSlotsView } from '#lib/board/epoch-slots.service.ts'
import { database } from '#lib/db/client.ts'
import { parseEpoch } from '#lib/http/path-values.ts'
import { noQuery } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route<{ network: string; epoch: string }>(
  'GET /networks/{network}/epochs/{epoch}/slots',
  async (request, { network, epoch }) => {
    noQuery(request)
    return json(await epochSlotsView(database(), network, parseEpoch(epoch)))
  },
)
