import { NonceRequest } from '#lib/auth/schema.ts'
import { askNonce } from '#lib/auth/sign-in.service.ts'
import { database } from '#lib/db/client.ts'
import { bodyOf } from '#lib/http/body.ts'
import { signInOrigin } from '#lib/http/own-origin.ts'
import { json, route } from '#lib/http/route.ts'

export const POST = route('POST /sign-in/nonce', async (request) => {
  const asked = await bodyOf(request, NonceRequest)
  return json(await askNonce(database(), signInOrigin(request.headers), asked))
})
