import { z } from 'zod'
import type { Sql } from '#lib/db/client.ts'
import type { RequestOrigin } from './actor.ts'
import { revokeSession, sessionActor } from './sessions.service.ts'
import { signIn } from './sign-in.service.ts'

const Profile = z.looseObject({
  sub: z.string().min(1).max(255),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  email: z.string().optional(),
})

/** Begins a session of whoever an OpenID provider says it is: the account there, whatever its names become. */
export async function signInByProvider(
  sql: Sql,
  issuer: string,
  profile: unknown,
  origin: RequestOrigin,
): Promise<string> {
  const { sub, name, preferred_username, email } = Profile.parse(profile)
  const identity = { kind: 'oidc', subject: `${issuer} ${sub}` } as const
  const called = name ?? preferred_username ?? email?.split('@', 1)[0] ?? ''
  return await sql.begin((tx) => signIn(tx, identity, called, origin))
}

/** Ends a session by its own cookie; one that is over already stays so. */
export async function markSessionEnded(sql: Sql, sessionId: string, origin: RequestOrigin): Promise<void> {
  const actor = await sessionActor(sql, sessionId)
  if (actor !== null) await revokeSession(sql, actor, origin, sessionId)
}
