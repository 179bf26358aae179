import { database } from '#lib/db/client.ts'
import { profileView, writeProfile } from '#lib/delegates/profile.service.ts'
import { ProfileChange } from '#lib/delegates/profile.ts'
import { bodyOf } from '#lib/http/body.ts'
import { actorOf } from '#lib/http/caller.ts'
import { noQuery } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

type Path = { network: string; delegate: string }

export const GET = route<Path>(
  'GET /networks/{network}/delegates/{delegate}/profile',
  async (request, { network, delegate }) => {
    noQuery(request)
    const sql = database()
    // Where anybody may read, nobody was looked up; here members see more.
    const actor = await actorOf(sql, request.headers)
    return json(await profileView(sql, { actor }, network, delegate))
  },
)

export const PUT = route<Path>(
  'PUT /networks/{network}/delegates/{delegate}/profile',
  async (request, { network, delegate }, caller) => {
    const change = await bodyOf(request, ProfileChange)
    return json(await writeProfile(database(), caller, network, delegate, change))
  },
)
