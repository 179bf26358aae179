import { record } from '#lib/audit/audit.service.ts'
import type { AnySql, Sql } from '#lib/db/client.ts'
import { membershipsOf } from '#lib/delegates/members.service.ts'
import type { Actor, RequestOrigin } from './actor.ts'
import { AuthError } from './auth-error.ts'
import type { SessionView } from './schema.ts'
import {
  findLiveSession,
  insertSession,
  listSessions,
  markSessionRevoked,
  raiseSessionVersion,
  type SignInMethod,
  saveSeen,
} from './sessions.store.ts'

export type UserActor = Extract<Actor, { kind: 'user' }>

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Who acts in a session, as it counts at this moment; null for one that is over, revoked, or never was. */
export async function sessionActor(sql: AnySql, sessionId: string): Promise<UserActor | null> {
  const session = UUID.test(sessionId) ? await findLiveSession(sql, sessionId) : null
  if (session === null) return null
  await saveSeen(sql, sessionId)
  return { kind: 'user', ...session, memberships: await membershipsOf(sql, session.userId) }
}

/** Begins a session of a user who just proved who they are. Throws `user_not_found` when they are gone. */
export async function beginSession(
  tx: AnySql,
  userId: string,
  method: SignInMethod,
  origin: RequestOrigin,
): Promise<string> {
  const { userAgent, address } = origin
  const id = await insertSession(tx, { userId, method, userAgent, address })
  if (id === null) throw new AuthError('user_not_found', 'This account is gone.')
  const session = await sessionActor(tx, id)
  await record(tx, session ?? { kind: 'nobody' }, origin, {
    action: 'signed_in',
    subject: { kind: 'user', id: userId },
    after: { method },
  })
  return id
}

/** The sessions that somebody could still act in. */
export async function sessionViews(sql: Sql, actor: UserActor): Promise<SessionView[]> {
  return (await listSessions(sql, actor.userId)).map(({ createdAt, lastSeenAt, expiresAt, ...session }) => ({
    ...session,
    current: session.id === actor.sessionId,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }))
}

/**
 * Ends one of one's own sessions.
 * @throws {AuthError} `session_not_found`, also for another's.
 */
export async function revokeSession(
  sql: Sql,
  actor: UserActor,
  origin: RequestOrigin | null,
  id: string,
): Promise<void> {
  await sql.begin(async (tx) => {
    if (!UUID.test(id) || !(await markSessionRevoked(tx, actor.userId, id)))
      throw new AuthError('session_not_found', 'You have no such session.')
    await record(tx, actor, origin, { action: 'session_revoked', subject: { kind: 'session', id } })
  })
}

/** Ends all of one's own sessions, this one too. */
export async function revokeAllSessions(
  sql: Sql,
  actor: UserActor,
  origin: RequestOrigin | null,
): Promise<void> {
  await sql.begin(async (tx) => {
    await raiseSessionVersion(tx, actor.userId)
    const subject = { kind: 'user', id: actor.userId }
    await record(tx, actor, origin, { action: 'all_sessions_revoked', subject })
  })
}
