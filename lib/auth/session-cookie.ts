import { decode } from 'next-auth/jwt'
import { sessionSecret } from './session-secret.client.ts'

/** The name that next-auth gives it. */
export function sessionCookieName(isHttps: boolean): string {
  return `${isHttps ? '__Secure-' : ''}next-auth.session-token`
}

/** The session that a cookie names; null for one that we did not seal, or whose time is over. */
export async function sessionIdIn(cookie: string | undefined): Promise<string | null> {
  if (cookie === undefined || cookie === '') return null
  try {
    const token = await decode({ token: cookie, secret: sessionSecret() })
    return typeof token?.sid === 'string' ? token.sid : null
  } catch {
    return null // sealed by another secret, or expired: why does not matter, it opens nothing
  }
}
