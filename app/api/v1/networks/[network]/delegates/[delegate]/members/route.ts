import { database } from '#lib/db/client.ts'
import { memberPage } from '#lib/delegates/members.service.ts'
import { pageQueryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route<{ network: string; delegate: string }>(
  'GET /networks/{network}/delegates/{delegate}/members',
  async (request, { network, delegate }, caller) =>
    json(await memberPage(database(), caller, network, delegate, pageQueryOf(request))),
)
