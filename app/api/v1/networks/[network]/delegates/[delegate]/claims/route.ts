import { database } from '#lib/db/client.ts'
import { claimDelegate } from '#lib/delegates/claims.service.ts'
import { ClaimSigned } from '#lib/delegates/people-schema.ts'
import { bodyOf } from '#lib/http/body.ts'
import { json, route } from '#lib/http/route.ts'

export const POST = route<{ network: string; delegate: string }>(
  'POST /networks/{network}/delegates/{delegate}/claims',
  async (request, { network, delegate }, caller) => {
    const signed = await bodyOf(request, ClaimSigned)
    return json(await claimDelegate(database(), caller, network, delegate, signed))
  },
)
