import { z } from 'zod'
import type { AnySql } from '#lib/db/client.ts'
import { ROLES, type Role } from './actor.ts'
import { Contact, type MePatch, THEMES } from './schema.ts'
import type { SignInMethod } from './sessions.store.ts'

/** What somebody proved to be: a wallet's io1 address, a mail address, a provider's account. */
export type Identity = { readonly kind: SignInMethod; readonly subject: string }

const Row = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  timeZone: z.string().nullable(),
  theme: z.enum(THEMES).nullable(),
  contacts: z.array(Contact),
  createdAt: z.date(),
  identities: z.array(z.object({ kind: z.enum(['wallet', 'oidc', 'mail']), subject: z.string() })).nullable(),
})
export type StoredUser = z.infer<typeof Row>

function columns(sql: AnySql) {
  return sql`
    u.id, u.name, u.roles, u.time_zone as "timeZone", u.theme, u.contacts, u.created_at as "createdAt",
    (select jsonb_agg(jsonb_build_object('kind', i.kind, 'subject', i.subject) order by i.created_at)
       from user_identity i
      where i.user_id = u.id) as identities`
}

/** Whoever signs in with this identity waits until the caller's transaction ends. */
export async function lockIdentity(sql: AnySql, { kind, subject }: Identity): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('identity ' || ${kind} || ' ' || ${subject}, 0))`
}

/** Whose identity this is, noting that it was used; null when nobody's. */
export async function useIdentity(sql: AnySql, { kind, subject }: Identity): Promise<string | null> {
  const [row] = await sql<{ user_id: string }[]>`
    update user_identity set last_used_at = now() where kind = ${kind} and subject = ${subject} returning user_id`
  return row?.user_id ?? null
}

export async function insertUser(sql: AnySql, name: string): Promise<string> {
  const [row] = await sql`insert into app_user (name) values (${name}) returning id`
  return z.string().parse(row?.id)
}

export async function insertIdentity(
  sql: AnySql,
  userId: string,
  { kind, subject }: Identity,
): Promise<void> {
  await sql`insert into user_identity (kind, subject, user_id) values (${kind}, ${subject}, ${userId})`
}

/** Null when there is none, or it was deleted. */
export async function findUser(sql: AnySql, id: string): Promise<StoredUser | null> {
  const [row] = await sql`select ${columns(sql)} from app_user u where u.id = ${id} and u.deleted_at is null`
  return row === undefined ? null : Row.parse(row)
}

/** Users after an id, by id. */
export async function listUsers(sql: AnySql, after: string | null, limit: number): Promise<StoredUser[]> {
  const rows = await sql`
    select ${columns(sql)}
      from app_user u
     where u.deleted_at is null and (${after}::uuid is null or u.id > ${after})
     order by u.id
     limit ${limit}`
  return rows.map((row) => Row.parse(row))
}

/** Takes over what the patch names. */
export async function saveUser(sql: AnySql, id: string, patch: MePatch): Promise<void> {
  const { name = null, timeZone, theme, contacts } = patch
  await sql`
    update app_user
       set name = coalesce(${name}, name),
           time_zone = case when ${timeZone === undefined} then time_zone else ${timeZone ?? null} end,
           theme = case when ${theme === undefined} then theme else ${theme ?? null} end,
           contacts = case when ${contacts === undefined} then contacts else ${sql.json(contacts ?? [])} end
     where id = ${id} and deleted_at is null`
}

/** Whoever changes who is admin waits until the caller's transaction ends. */
export async function lockAdmins(sql: AnySql): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('admins', 0))`
}

/** How many admins there are beside this user. */
export async function countOtherAdmins(sql: AnySql, userId: string | null): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count
      from app_user
     where 'admin' = any(roles) and deleted_at is null and (${userId}::uuid is null or id <> ${userId})`
  return row?.count ?? 0
}

export async function saveRoles(sql: AnySql, id: string, roles: readonly Role[]): Promise<void> {
  await sql`update app_user set roles = ${[...roles]} where id = ${id} and deleted_at is null`
}

/** Leaves the row, which the audit log names, without anything that says who it was; every session ends. */
export async function markUserDeleted(sql: AnySql, id: string): Promise<void> {
  await sql`
    update app_user
       set deleted_at = now(), name = 'deleted account', roles = '{}', contacts = '[]', time_zone = null, theme = null,
           session_version = session_version + 1
     where id = ${id}`
}

export async function deleteIdentities(sql: AnySql, userId: string): Promise<void> {
  await sql`delete from user_identity where user_id = ${userId}`
}
