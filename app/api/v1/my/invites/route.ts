import { database } from '#lib/db/client.ts'
import { acceptInvite } from '#lib/delegates/invites.service.ts'
import { InviteAccepted } from '#lib/delegates/people-schema.ts'
import { bodyOf } from '#lib/http/body.ts'
import { json, route } from '#lib/http/route.ts'

export const POST = route('POST /my/invites', async (request, _path, caller) => {
  const { secret } = await bodyOf(request, InviteAccepted)
  return json(await acceptInvite(database(), caller, secret))
})
