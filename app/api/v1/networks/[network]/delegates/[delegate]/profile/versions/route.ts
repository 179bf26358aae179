import { database } from '#lib/db/client.ts'
import { profileVersionPage } from '#lib/delegates/profile.service.ts'
import { pageQueryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

export const GET = route<{ network: string; delegate: string }>(
  'GET /networks/{network}/delegates/{delegate}/profile/versions',
  async (request, { network, delegate }, caller) =>
    json(await profileVersionPage(database(), caller, network, delegate, pageQueryOf(request))),
)
