import { createTransport } from 'nodemailer'
import { env } from '#lib/env.ts'
import { AuthError } from './auth-error.ts'

const TIMEOUT_MS = 10_000

/** Whether mail can be sent from here. */
export function canMail(): boolean {
  const { ROLLCALL_SMTP_URL, ROLLCALL_MAIL_FROM } = env()
  return ROLLCALL_SMTP_URL !== undefined && ROLLCALL_MAIL_FROM !== undefined
}

/**
 * Sends a mail of plain text.
 * @throws {AuthError} `mail_not_configured`; `mail_not_sent` when the server of ours that should take it did not.
 */
export async function sendMail(mail: { to: string; subject: string; text: string }): Promise<void> {
  const { ROLLCALL_SMTP_URL: url, ROLLCALL_MAIL_FROM: from } = env()
  if (url === undefined || from === undefined)
    throw new AuthError('mail_not_configured', 'No mail server is configured here.')
  const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS }
  const transport = createTransport({ url, ...timeouts, disableFileAccess: true, disableUrlAccess: true })
  try {
    // As an object, an address is never read as a list of them.
    await transport.sendMail({ from, ...mail, to: { name: '', address: mail.to } })
  } catch (cause) {
    throw new AuthError('mail_not_sent', 'The mail server did not take the mail; try again later.', { cause })
  } finally {
    transport.close()
  }
}
