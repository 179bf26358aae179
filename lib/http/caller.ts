import type { Actor } from '#lib/auth/actor.ts'
import { sessionCookieName, sessionIdIn } from '#lib/auth/session-cookie.ts'
import { sessionActor } from '#lib/auth/sessions.service.ts'
import { tokenActor } from '#lib/auth/token-actor.service.ts'
import type { Sql } from '#lib/db/client.ts'
import { ownOrigin } from './own-origin.ts'

/**
 * Who asks: by a token in `Authorization: Bearer`, else by the session cookie. A session that is over is nobody, so that
 * public pages stay readable; a token that is over is refused.
 * @throws {AuthError} `bad_token`, `token_revoked`, `token_expired`.
 */
export async function actorOf(sql: Sql, headers: Headers): Promise<Actor> {
  const token = bearerOf(headers)
  if (token !== null) return await tokenActor(sql, token)
  const name = sessionCookieName(ownOrigin(headers).startsWith('https:'))
  const sessionId = await sessionIdIn(cookieOf(headers.get('cookie') ?? '', name))
  return (sessionId === null ? null : await sessionActor(sql, sessionId)) ?? { kind: 'nobody' }
}

/** What stands in `Authorization`; null without it. */
export function bearerOf(headers: Headers): string | null {
  const authorization = headers.get('authorization')
  return authorization === null ? null : authorization.replace(/^Bearer +/i, '')
}

function cookieOf(header: string, name: string): string | undefined {
  const found = header.split(/; */).find((pair) => pair.startsWith(`${name}=`))
  return found?.slice(name.length + 1)
}
