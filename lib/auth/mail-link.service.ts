import type { Sql } from '#lib/db/client.ts'
import type { RequestOrigin } from './actor.ts'
import { AuthError } from './auth-error.ts'
import { canMail, sendMail } from './mail.client.ts'
import { issueSecret, useSecret } from './one-time-secret.service.ts'
import { countMailTo } from './rate-limit.service.ts'
import { signIn } from './sign-in.service.ts'

const LINK_SECONDS = 900

/**
 * Mails a link that signs its reader in. The secret stands after the #, so that it reaches no server's log, and a
 * scanner that opens links does not use it up.
 * @throws {AuthError} `mail_not_configured`, `mail_not_sent`. @throws {RateLimitError} `rate_limited`.
 */
export async function sendMailLink(
  sql: Sql,
  ownOrigin: string,
  asked: { readonly address: string; readonly next?: string | undefined },
): Promise<void> {
  if (!canMail()) throw new AuthError('mail_not_configured', 'No mail server is configured here.')
  const address = asked.address.toLowerCase()
  await countMailTo(sql, address)
  const request = {
    purpose: 'mail_link',
    subject: { address },
    ttlSeconds: LINK_SECONDS,
    createdBy: null,
  } as const
  const { secret } = await issueSecret(sql, request)
  const next = asked.next === undefined ? '' : `?next=${encodeURIComponent(asked.next)}`
  const link = `${ownOrigin}/mail-link${next}#${secret}`
  const text = [
    `Sign in to Rollcall at ${ownOrigin} with this link. It works once, within 15 minutes:`,
    link,
    'If you did not ask for it, nobody can do anything without this mail: leave it.',
  ].join('\n\n')
  await sendMail({ to: address, subject: 'Sign in to Rollcall', text })
}

/** Begins a session of whoever read the mail. Throws `secret_…`. */
export async function signInByMail(sql: Sql, secret: string, origin: RequestOrigin): Promise<string> {
  return await sql.begin(async (tx) => {
    const { address } = await useSecret(tx, 'mail_link', secret, null)
    const subject = String(address)
    return await signIn(tx, { kind: 'mail', subject }, subject.split('@', 1)[0] ?? subject, origin)
  })
}
