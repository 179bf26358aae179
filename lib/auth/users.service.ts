import { z } from 'zod'
import { record } from '#lib/audit/audit.service.ts'
import { hexAddress, parseAddress } from '#lib/chain/address.ts'
import type { AnySql, Sql } from '#lib/db/client.ts'
import { leaveEverywhere } from '#lib/delegates/members.service.ts'
import { env } from '#lib/env.ts'
import { cutPage, type Page, readCursor, writeCursor } from '#lib/http/cursor.ts'
import type { PageQuery } from '#lib/http/query.ts'
import type { Actor, RequestOrigin, Role } from './actor.ts'
import { AuthError } from './auth-error.ts'
import { authorize } from './authorize.ts'
import { canMail } from './mail.client.ts'
import type { MePatch, MeView, UserView } from './schema.ts'
import type { UserActor } from './sessions.service.ts'
import {
  countOtherAdmins,
  deleteIdentities,
  findUser,
  listUsers,
  lockAdmins,
  markUserDeleted,
  type StoredUser,
  saveRoles,
  saveUser,
} from './users.store.ts'

/** Who asks, and how one can sign in here. */
export async function meView(sql: Sql, actor: Actor): Promise<MeView> {
  const { ROLLCALL_OIDC_ISSUER: issuer, ROLLCALL_OIDC_NAME: name } = env()
  const ways = { wallet: true, mail: canMail(), oidc: issuer === undefined ? null : name } as const
  const user = actor.kind === 'user' ? await findUser(sql, actor.userId) : null
  if (actor.kind !== 'user' || user === null) return { user: null, ways }
  const { timeZone, theme, contacts } = user
  const memberships = actor.memberships.map(({ network, delegateId, level }) => ({
    ...{ network, delegateId, level },
  }))
  return { user: { ...userViewOf(user), timeZone, theme, contacts, memberships }, ways }
}

/** Takes over what somebody says of themself. */
export async function changeMe(
  sql: Sql,
  actor: UserActor,
  origin: RequestOrigin,
  patch: MePatch,
): Promise<MeView> {
  await sql.begin(async (tx) => {
    const before = await getUser(tx, actor.userId)
    await saveUser(tx, actor.userId, patch)
    // Contacts are somebody's own: that they changed is told, not what they are.
    const { contacts, ...shown } = patch
    await record(tx, actor, origin, {
      action: 'account_changed',
      subject: { kind: 'user', id: actor.userId },
      before: { name: before.name, timeZone: before.timeZone, theme: before.theme },
      after: { ...shown, ...(contacts === undefined ? {} : { contacts: contacts.length }) },
    })
  })
  return await meView(sql, actor)
}

/**
 * Deletes one's account: its name, contacts, ways of signing in, sessions and memberships; what it did stays in the log.
 * @throws {AuthError} `last_admin`, `last_manager`: hand that over first.
 */
export async function deleteMe(sql: Sql, actor: UserActor, origin: RequestOrigin): Promise<void> {
  await sql.begin(async (tx) => {
    if (actor.roles.includes('admin')) await refuseLastAdmin(tx, actor.userId)
    const tellLeft = await leaveEverywhere(tx, { actor, origin })
    await deleteIdentities(tx, actor.userId)
    await markUserDeleted(tx, actor.userId)
    await tellLeft()
    const subject = { kind: 'user', id: actor.userId }
    await record(tx, actor, origin, { action: 'account_deleted', subject })
  })
}

/** A page of all users, by id. */
export async function userPage(sql: Sql, actor: Actor, page: PageQuery): Promise<Page<UserView>> {
  authorize(actor, 'read_users')
  const after = readCursor('users', page.cursor, z.tuple([z.uuid()]))?.[0] ?? null
  const users = await listUsers(sql, after, page.limit + 1)
  return cutPage(users.map(userViewOf), page.limit, ({ id }) => writeCursor('users', [id]))
}

/**
 * Gives a user these roles and no others; they count from the next request.
 * @throws {AuthError} `user_not_found`, `last_admin`.
 */
export async function changeRoles(
  sql: Sql,
  actor: Actor,
  origin: RequestOrigin,
  userId: string,
  roles: readonly Role[],
): Promise<UserView> {
  authorize(actor, 'change_roles')
  const wanted = [...new Set(roles)]
  return await sql.begin(async (tx) => {
    await lockAdmins(tx)
    const before = await getUser(tx, userId)
    const losesAdmin = before.roles.includes('admin') && !wanted.includes('admin')
    if (losesAdmin) await refuseLastAdmin(tx, userId)
    await saveRoles(tx, userId, wanted)
    await record(tx, actor, origin, {
      action: 'roles_changed',
      subject: { kind: 'user', id: userId },
      before: { roles: before.roles },
      after: { roles: wanted },
    })
    return userViewOf({ ...before, roles: wanted })
  })
}

async function getUser(tx: AnySql, id: string): Promise<StoredUser> {
  const user = z.uuid().safeParse(id).success ? await findUser(tx, id) : null
  if (user === null) throw new AuthError('user_not_found', 'There is no such user.')
  return user
}

async function refuseLastAdmin(tx: AnySql, userId: string): Promise<void> {
  await lockAdmins(tx)
  if ((await countOtherAdmins(tx, userId)) > 0) return
  throw new AuthError('last_admin', 'This is the last admin; make somebody else one first.')
}

function userViewOf({ id, name, roles, createdAt, identities }: StoredUser): UserView {
  const shown = (identities ?? []).map(({ kind, subject }) => ({
    kind,
    // A provider's account number says nothing to anybody.
    subject: kind === 'oidc' ? env().ROLLCALL_OIDC_NAME : subject,
    hex: kind === 'wallet' ? hexAddress(parseAddress(subject)) : null,
  }))
  return { id, name, roles, createdAt: createdAt.toISOString(), identities: shown }
}
