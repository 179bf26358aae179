import { missedSlotPage } from '#lib/blocks/missed-slots.service.ts'
import { database } from '#lib/db/client.ts'
import { parseEpoch } from '#lib/http/path-values.ts'
import { pageQueryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route<{ network: string; epoch: string }>(
  'GET /networks/{network}/epochs/{epoch}/missed-slots',
  async (request, { network, epoch }) =>
    json(await missedSlotPage(database(), network, parseEpoch(epoch), pageQueryOf(request))),
)
