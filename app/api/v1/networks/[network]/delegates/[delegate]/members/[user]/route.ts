import { database } from '#lib/db/client.ts'
import { changeLevel, removeMember } from '#lib/delegates/members.service.ts'
import { LevelGiven } from '#lib/delegates/people-schema.ts'
import { bodyOf } from '#lib/http/body.ts'
import { json, route } from '#lib/http/route.ts'

type Path = { network: string; delegate: string; user: string }

export const PATCH = route<Path>(
  'PATCH /networks/{network}/delegates/{delegate}/members/{user}',
  async (request, { network, delegate, user }, caller) => {
    const { level } = await bodyOf(request, LevelGiven)
    return json(await changeLevel(database(), caller, network, delegate, user, level))
  },
)

export const DELETE = route<Path>(
  'DELETE /networks/{network}/delegates/{delegate}/members/{user}',
  async (_request, { network, delegate, user }, caller) => {
    await removeMember(database(), caller, network, delegate, user)
    return json({})
  },
)
