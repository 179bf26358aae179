import { database } from '#lib/db/client.ts'
import { revokeInvite } from '#lib/delegates/invites.service.ts'
import { json, route } from '#lib/http/route.ts'

export const DELETE = route<{ network: string; delegate: string; invite: string }>(
  'DELETE /networks/{network}/delegates/{delegate}/invites/{invite}',
  async (_request, { network, delegate, invite }, caller) => {
    await revokeInvite(database(), caller, network, delegate, invite)
    return json({})
  },
)
