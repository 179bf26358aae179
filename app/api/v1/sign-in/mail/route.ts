import { sendMailLink } from '#lib/auth/mail-link.service.ts'
import { MailRequest } from '#lib/auth/schema.ts'
import { database } from '#lib/db/client.ts'
import { bodyOf } from '#lib/http/body.ts'
import { signInOrigin } from '#lib/http/own-origin.ts'
import { json, route } from '#lib/http/route.ts'

export const POST = route('POST /sign-in/mail', async (request) => {
  const asked = await bodyOf(request, MailRequest)
  await sendMailLink(database(), signInOrigin(request.headers), asked)
  return json({ sent: true })
})
