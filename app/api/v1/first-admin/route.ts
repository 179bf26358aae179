import { becomeFirstAdmin } from '#lib/auth/first-admin.service.ts'
import { SecretBody } from '#lib/auth/schema.ts'
import { database } from '#lib/db/client.ts'
import { personOf } from '#lib/delegates/space.service.ts'
import { bodyOf } from '#lib/http/body.ts'
import { json, route } from '#lib/http/route.ts'

export const POST = route('POST /first-admin', async (request, _path, { actor, origin }) => {
  const { secret } = await bodyOf(request, SecretBody)
  await becomeFirstAdmin(database(), personOf(actor), origin, secret)
  return json({ done: true })
})
