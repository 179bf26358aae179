import { record } from '#lib/audit/audit.service.ts'
import type { ActorMembership, Level } from '#lib/auth/actor.ts'
import { AuthError } from '#lib/auth/auth-error.ts'
import { authorize } from '#lib/auth/authorize.ts'
import { wallNow } from '#lib/clock.ts'
import type { AnySql, Sql } from '#lib/db/client.ts'
import { type Page, pageInMemory } from '#lib/http/cursor.ts'
import type { PageQuery } from '#lib/http/query.ts'
import { DelegateError } from './delegate-error.ts'
import { memberViewOf } from './member-view.ts'
import {
  countOtherManagers,
  deleteMembership,
  findMembership,
  listMembers,
  listMembershipsOf,
  lockMembers,
  saveMembership,
} from './members.store.ts'
import { levelNow, type Membership, withLevel } from './members.ts'
import type { MemberView } from './people-schema.ts'
import { type Caller, getSpace, personOf, type Space } from './space.service.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Where somebody may act, with the level as it counts now. */
export async function membershipsOf(sql: AnySql, userId: string): Promise<ActorMembership[]> {
  const memberships = await listMembershipsOf(sql, userId)
  return memberships.map(({ networkId, network, delegateId, ...held }) => ({
    networkId,
    network,
    delegateId,
    level: levelNow(held, wallNow()),
  }))
}

/** A page of who may act for a delegate; for its members and staff. */
export async function memberPage(
  sql: Sql,
  { actor }: Caller,
  slug: string,
  wanted: string,
  page: PageQuery,
): Promise<Page<MemberView>> {
  const { subject } = await getSpace(sql, slug, wanted)
  authorize(actor, 'read_delegate_space', subject)
  const members = await listMembers(sql, subject.networkId, subject.delegateId)
  const views = members.map((member) => memberViewOf(member, wallNow()))
  return pageInMemory(views, 'members', ({ since, userId }) => `${since} ${userId}`, page)
}

/**
 * Gives a member another level.
 * @throws {DelegateError} `member_not_found`. @throws {AuthError} `last_manager`.
 */
export async function changeLevel(
  sql: Sql,
  caller: Caller,
  slug: string,
  wanted: string,
  userId: string,
  level: Level,
): Promise<MemberView> {
  const space = await getSpace(sql, slug, wanted)
  authorize(caller.actor, 'change_members', space.subject)
  return await sql.begin(async (tx) => {
    const held = await memberToChange(tx, caller, space, userId)
    if (level !== 'manager') await refuseLastManager(tx, held)
    const changed = withLevel(held, level, wallNow())
    await saveMembership(tx, changed)
    await tell(tx, caller, 'member_level_changed', held, changed)
    return await viewOf(tx, changed)
  })
}

/**
 * Takes somebody off a delegate.
 * @throws {DelegateError} `member_not_found`. @throws {AuthError} `last_manager`.
 */
export async function removeMember(
  sql: Sql,
  caller: Caller,
  slug: string,
  wanted: string,
  userId: string,
): Promise<void> {
  const space = await getSpace(sql, slug, wanted)
  authorize(caller.actor, 'change_members', space.subject)
  await sql.begin(async (tx) => {
    const held = await memberToChange(tx, caller, space, userId)
    await refuseLastManager(tx, held)
    await deleteMembership(tx, held)
    await tell(tx, caller, 'member_removed', held, null)
  })
}

/**
 * Leaves a delegate.
 * @throws {DelegateError} `member_not_found`. @throws {AuthError} `last_manager`.
 */
export async function leaveDelegate(sql: Sql, caller: Caller, slug: string, wanted: string): Promise<void> {
  const { subject } = await getSpace(sql, slug, wanted)
  authorize(caller.actor, 'leave_delegate', subject)
  const { userId } = personOf(caller.actor)
  await sql.begin(async (tx) => {
    await lockMembers(tx, subject.networkId, subject.delegateId)
    const held = await getMembership(tx, { ...subject, userId })
    await refuseLastManager(tx, held)
    await deleteMembership(tx, held)
    await tell(tx, caller, 'member_left', held, null)
  })
}

/**
 * Leaves every delegate, in the transaction that deletes the account. Who is a delegate's only member may: nobody else
 * is left without a manager. What it answers tells the audit log, to be called once nothing else is left to write: who
 * holds the log must not wait for rows of others.
 * @throws {AuthError} `last_manager`.
 */
export async function leaveEverywhere(tx: AnySql, caller: Caller): Promise<() => Promise<void>> {
  const { userId } = personOf(caller.actor)
  const left: Membership[] = []
  for (const { networkId, delegateId } of await listMembershipsOf(tx, userId)) {
    await lockMembers(tx, networkId, delegateId)
    const held = await getMembership(tx, { networkId, delegateId, userId })
    const members = await listMembers(tx, networkId, delegateId)
    if (members.length > 1) await refuseLastManager(tx, held)
    await deleteMembership(tx, held)
    left.push(held)
  }
  return async () => {
    for (const held of left) await tell(tx, caller, 'member_left', held, null)
  }
}

/** A member for somebody who still manages the delegate once nobody else changes members. */
async function memberToChange(
  tx: AnySql,
  { actor }: Caller,
  { subject }: Space,
  userId: string,
): Promise<Membership> {
  await lockMembers(tx, subject.networkId, subject.delegateId)
  const person = personOf(actor)
  authorize({ ...person, memberships: await membershipsOf(tx, person.userId) }, 'change_members', subject)
  return await getMembership(tx, { ...subject, userId })
}

async function getMembership(
  tx: AnySql,
  key: Pick<Membership, 'networkId' | 'delegateId' | 'userId'>,
): Promise<Membership> {
  const held = UUID.test(key.userId) ? await findMembership(tx, key) : null
  if (held !== null) return held
  throw new DelegateError('member_not_found', `${key.userId.slice(0, 64)} is no member of this delegate.`)
}

async function refuseLastManager(tx: AnySql, held: Membership): Promise<void> {
  if (levelNow(held, wallNow()) !== 'manager' || (await countOtherManagers(tx, held)) > 0) return
  throw new AuthError(
    'last_manager',
    'A delegate keeps at least one manager: make somebody else a manager first.',
  )
}

async function tell(
  tx: AnySql,
  { actor, origin }: Caller,
  action: string,
  before: Membership,
  after: Membership | null,
): Promise<void> {
  const { networkId, delegateId, userId } = before
  const subject = { kind: 'member', id: userId }
  await record(tx, actor, origin, { action, subject, networkId, delegateId, before, after })
}

async function viewOf(tx: AnySql, { networkId, delegateId, userId }: Membership): Promise<MemberView> {
  const member = (await listMembers(tx, networkId, delegateId)).find((one) => one.userId === userId)
  if (member !== undefined) return memberViewOf(member, wallNow())
  throw new DelegateError('member_not_found', `${userId} is no member of this delegate.`)
}
