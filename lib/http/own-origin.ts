import { AuthError } from '#lib/auth/auth-error.ts'
import { env } from '#lib/env.ts'

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** Where browsers find us: ROLLCALL_ORIGIN, else what this request was sent to. */
export function ownOrigin(headers: Headers): string {
  const configured = env().ROLLCALL_ORIGIN
  if (configured !== undefined) return configured
  const isHttps = env().ROLLCALL_PROXIES > 0 && headers.get('x-forwarded-proto') === 'https'
  return `${isHttps ? 'https' : 'http'}://${headers.get('host') ?? 'localhost'}`
}

/**
 * Our origin as messages to sign and links in mails name it. A caller writes into Host what they like, so that a false
 * site in between could have others sign for itself; on this very machine nobody stands in between.
 * @throws {AuthError} `origin_not_set`.
 */
export function signInOrigin(headers: Headers): string {
  if (env().ROLLCALL_ORIGIN !== undefined || LOOPBACK.test(headers.get('host') ?? ''))
    return ownOrigin(headers)
  const how = 'set ROLLCALL_ORIGIN to the address that people open, such as https://rollcall.example'
  throw new AuthError('origin_not_set', `Nobody can sign in from another machine yet: ${how}.`)
}
