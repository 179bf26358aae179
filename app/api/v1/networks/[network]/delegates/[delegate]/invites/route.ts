import { database } from '#lib/db/client.ts'
import { invite, invitePage } from '#lib/delegates/invites.service.ts'
import { LevelGiven } from '#lib/delegates/people-schema.ts'
import { bodyOf } from '#lib/http/body.ts'
import { pageQueryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

type Path = { network: string; delegate: string }

export const GET = route<Path>(
  'GET /networks/{network}/delegates/{delegate}/invites',
  async (request, { network, delegate }, caller) =>
    json(await invitePage(database(), caller, network, delegate, pageQueryOf(request))),
)

export const POST = route<Path>(
  'POST /networks/{network}/delegates/{delegate}/invites',
  async (request, { network, delegate }, caller) => {
    const { level } = await bodyOf(request, LevelGiven)
    return json(await invite(database(), caller, network, delegate, level))
  },
)
