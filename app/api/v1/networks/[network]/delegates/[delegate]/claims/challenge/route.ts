import { database } from '#lib/db/client.ts'
import { challengeClaim } from '#lib/delegates/claims.service.ts'
import { ChallengeAsked } from '#lib/delegates/people-schema.ts'
import { bodyOf } from '#lib/http/body.ts'
import { json, route } from '#lib/http/route.ts'

export const POST = route<{ network: string; delegate: string }>(
  'POST /networks/{network}/delegates/{delegate}/claims/challenge',
  async (request, { network, delegate }, caller) => {
    const { address } = await bodyOf(request, ChallengeAsked)
    return json(await challengeClaim(database(), caller, network, delegate, address))
  },
)
