import { encode } from 'next-auth/jwt'
import type { Level, Role, Scope } from '#lib/auth/actor.ts'
import { sessionCookieName } from '#lib/auth/session-cookie.ts'
import { sessionSecret } from '#lib/auth/session-secret.client.ts'
import { newSecret } from '#lib/auth/tokens.ts'
import type { Sql } from '#lib/db/client.ts'
import { who } from './network.ts'
import { memberOf, person } from './people.ts'

type Headers = Readonly<Record<string, string>>

/** Every role there is, none, and credentials that must not count. */
export const ASKERS = [
  ...([
    'nobody',
    'guest',
    'viewer',
    'member',
    'manager',
    'other_manager',
    'organizer',
    'staff',
    'admin',
  ] as const),
  ...(['token_read', 'token_heartbeat', 'token_of_another', 'token_revoked'] as const),
  ...(['session_expired', 'session_revoked', 'session_forged'] as const),
] as const
export type Asker = (typeof ASKERS)[number]

/** Headers with which each of them asks. `other_manager` manages delegate01, everything else is about delegate00. */
export async function askers(sql: Sql, network: number): Promise<ReadonlyMap<Asker, Headers>> {
  const level = async (name: Level) => sessionOf(sql, (await memberOf(sql, network, name, name)).userId)
  const role = async (name: Role) => sessionOf(sql, (await person(sql, name, [name])).userId)
  const guest = await person(sql, 'guest')
  const other = await person(sql, 'other')
  const maker = await memberOf(sql, network, 'maker', 'manager')
  await sql`
    insert into membership (network_id, delegate_id, user_id, level, proof)
    values (${network}, ${who(1).id}, ${other.userId}, 'manager', 'staff')`
  const of = (delegate: number, scope: Scope, by: string) => ({
    network,
    delegateId: who(delegate).id,
    scope,
    by,
  })
  const [expired, revoked] = [await sessionOf(sql, guest.userId), await sessionOf(sql, guest.userId)]
  await sql`
    update auth_session set expires_at = now() - interval '1 second' where id = ${expired.id}`
  await sql`update auth_session set revoked_at = now() where id = ${revoked.id}`
  const dead = await tokenOf(sql, of(0, 'read', maker.userId))
  await sql`update api_token set revoked_at = now() where prefix = ${dead.prefix}`
  return new Map<Asker, Headers>([
    ['nobody', {}],
    ['guest', (await sessionOf(sql, guest.userId)).headers],
    ['viewer', (await level('viewer')).headers],
    ['member', (await level('member')).headers],
    ['manager', (await level('manager')).headers],
    ['other_manager', (await sessionOf(sql, other.userId)).headers],
    ['organizer', (await role('organizer')).headers],
    ['staff', (await role('staff')).headers],
    ['admin', (await role('admin')).headers],
    ['token_read', (await tokenOf(sql, of(0, 'read', maker.userId))).headers],
    ['token_heartbeat', (await tokenOf(sql, of(0, 'heartbeat:write', maker.userId))).headers],
    ['token_of_another', (await tokenOf(sql, of(1, 'read', other.userId))).headers],
    ['token_revoked', dead.headers],
    ['session_expired', expired.headers],
    ['session_revoked', revoked.headers],
    ['session_forged', await cookieOf('00000000-0000-4000-8000-000000000000')],
  ])
}

/** A session of a user, as a browser on one of our pages sends it. */
export async function sessionOf(sql: Sql, userId: string): Promise<{ id: string; headers: Headers }> {
  const [row] = await sql<{ id: string }[]>`
    insert into auth_session (user_id, version, method, user_agent, address, expires_at)
    select id, session_version, 'wallet', 'a test', '192.0.2.1', now() + interval '7 days'
      from app_user where id = ${userId}
    returning id`
  const id = row?.id ?? ''
  return { id, headers: await cookieOf(id) }
}

async function cookieOf(sid: string): Promise<Headers> {
  const token = await encode({ token: { sid }, secret: sessionSecret() })
  return { cookie: `${sessionCookieName(false)}=${token}`, 'sec-fetch-site': 'same-origin' }
}

async function tokenOf(
  sql: Sql,
  of: { network: number; delegateId: string; scope: Scope; by: string },
): Promise<{ prefix: string; headers: Headers }> {
  const { token, prefix, hash } = newSecret()
  await sql`
    insert into api_token (prefix, secret_hash, name, scopes, network_id, delegate_id, created_by, expires_at)
    values (${prefix}, ${hash}, 'a test', ${[of.scope]}, ${of.network}, ${of.delegateId}, ${of.by},
            now() + interval '1 day')`
  return { prefix, headers: { authorization: `Bearer ${token}` } }
}
