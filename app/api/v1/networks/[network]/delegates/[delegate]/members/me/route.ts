import { database } from '#lib/db/client.ts'
import { leaveDelegate } from '#lib/delegates/members.service.ts'
import { json, route } from '#lib/http/route.ts'

export const DELETE = route<{ network: string; delegate: string }>(
  'DELETE /networks/{network}/delegates/{delegate}/members/me',
  async (_request, { network, delegate }, caller) => {
    await leaveDelegate(database(), caller, network, delegate)
    return json({})
  },
)
