import type { AnySql } from '#lib/db/client.ts'
import type { Role } from './actor.ts'

/** How somebody proved who they are. */
export type SignInMethod = 'wallet' | 'oidc' | 'mail'

/** A session with what is known of its user. */
export type LiveSession = {
  readonly sessionId: string
  readonly userId: string
  readonly name: string
  readonly roles: readonly Role[]
}

export type ListedSession = {
  readonly id: string
  readonly method: SignInMethod
  readonly userAgent: string
  readonly address: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly expiresAt: Date
}

export type NewSession = {
  readonly userId: string
  readonly method: SignInMethod
  readonly userAgent: string
  readonly address: string
}

/** Live: not revoked, of its user's present version, seen within 12 h and begun within 7 days. */
function isLive(sql: AnySql) {
  return sql`
    s.revoked_at is null and s.version = u.session_version and u.deleted_at is null
    and s.last_seen_at > now() - interval '12 hours' and s.expires_at > now()`
}

/** Null when the user is gone. */
export async function insertSession(sql: AnySql, session: NewSession): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    insert into auth_session (user_id, version, method, user_agent, address, expires_at)
    select id, session_version, ${session.method}, ${session.userAgent}, ${session.address}, now() + interval '7 days'
      from app_user
     where id = ${session.userId} and deleted_at is null
    returning id`
  return row?.id ?? null
}

export async function findLiveSession(sql: AnySql, id: string): Promise<LiveSession | null> {
  const [row = null] = await sql<LiveSession[]>`
    select s.id as "sessionId", u.id as "userId", u.name, u.roles
      from auth_session s
      join app_user u on u.id = s.user_id
     where s.id = ${id} and ${isLive(sql)}`
  return row
}

/** Notes that a session is in use; at most once a minute, so that a busy page is not a busy row. */
export async function saveSeen(sql: AnySql, id: string): Promise<void> {
  await sql`
    update auth_session set last_seen_at = now() where id = ${id} and last_seen_at < now() - interval '1 minute'`
}

/** What a user could still act with, newest first. */
export async function listSessions(sql: AnySql, userId: string): Promise<ListedSession[]> {
  return await sql<ListedSession[]>`
    select s.id, s.method, s.user_agent as "userAgent", s.address, s.created_at as "createdAt",
           s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt"
      from auth_session s
      join app_user u on u.id = s.user_id
     where s.user_id = ${userId} and ${isLive(sql)}
     order by s.created_at desc, s.id`
}

/** False when the user has no such session, or it was revoked before. */
export async function markSessionRevoked(sql: AnySql, userId: string, id: string): Promise<boolean> {
  const rows = await sql`
    update auth_session set revoked_at = now()
     where id = ${id} and user_id = ${userId} and revoked_at is null
    returning id`
  return rows.length === 1
}

/** Ends every session of a user at once. */
export async function raiseSessionVersion(sql: AnySql, userId: string): Promise<void> {
  await sql`update app_user set session_version = session_version + 1 where id = ${userId}`
}
