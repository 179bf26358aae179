import { database } from '#lib/db/client.ts'
import { approveClaim } from '#lib/delegates/claims.service.ts'
import { ClaimApproved } from '#lib/delegates/people-schema.ts'
import { bodyOf } from '#lib/http/body.ts'
import { json, route } from '#lib/http/route.ts'

export const POST = route<{ network: string; delegate: string }>(
  'POST /networks/{network}/delegates/{delegate}/claims/approve',
  async (request, { network, delegate }, caller) => {
    const approved = await bodyOf(request, ClaimApproved)
    return json(await approveClaim(database(), caller, network, delegate, approved))
  },
)
