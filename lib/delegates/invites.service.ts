import { z } from 'zod'
import { record } from '#lib/audit/audit.service.ts'
import { LEVELS, type Level } from '#lib/auth/actor.ts'
import { authorize } from '#lib/auth/authorize.ts'
import { issueSecret, openSecrets, revokeSecret, useSecret } from '#lib/auth/one-time-secret.service.ts'
import { wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import { type Page, pageInMemory } from '#lib/http/cursor.ts'
import type { PageQuery } from '#lib/http/query.ts'
import { DelegateError } from './delegate-error.ts'
import { takeGrant } from './grants.service.ts'
import { findMembership, lockMembers } from './members.store.ts'
import { levelNow } from './members.ts'
import type { InviteIssued, InviteView, MemberView } from './people-schema.ts'
import { type Caller, getSpace, personOf } from './space.service.ts'

const INVITE_TTL_SECONDS = 72 * 3600

const Invite = z.object({
  networkId: z.int(),
  delegateId: z.string(),
  level: z.enum(LEVELS),
  invitedBy: z.string(),
  invitedByName: z.string(),
})

/** An invite to act for a delegate, for whoever opens its link first within 72 h. */
export async function invite(
  sql: Sql,
  caller: Caller,
  slug: string,
  wanted: string,
  level: Level,
): Promise<InviteIssued> {
  const { subject } = await getSpace(sql, slug, wanted)
  authorize(caller.actor, 'change_members', subject)
  const { userId, name } = personOf(caller.actor)
  return await sql.begin(async (tx) => {
    const issued = await issueSecret(tx, {
      purpose: 'invite',
      subject: { ...subject, level, invitedBy: userId, invitedByName: name },
      ttlSeconds: INVITE_TTL_SECONDS,
      createdBy: userId,
    })
    const { id, secret, expiresAt } = issued
    await record(tx, caller.actor, caller.origin, {
      action: 'invite_made',
      subject: { kind: 'invite', id },
      ...subject,
      after: { level, expiresAt: expiresAt.toISOString() },
    })
    const createdAt = new Date(expiresAt.getTime() - INVITE_TTL_SECONDS * 1000).toISOString()
    return { id, level, invitedBy: name, createdAt, expiresAt: expiresAt.toISOString(), secret }
  })
}

/** A page of the invites of a delegate that can still be used. */
export async function invitePage(
  sql: Sql,
  { actor }: Caller,
  slug: string,
  wanted: string,
  page: PageQuery,
): Promise<Page<InviteView>> {
  const { subject } = await getSpace(sql, slug, wanted)
  authorize(actor, 'change_members', subject)
  const open = await openSecrets(sql, 'invite', subject)
  const views = open.map(({ id, createdAt, expiresAt, ...secret }): InviteView => {
    const { level, invitedByName } = Invite.parse(secret.subject)
    return {
      id,
      level,
      invitedBy: invitedByName,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    }
  })
  return pageInMemory(views, 'invites', ({ createdAt, id }) => `${createdAt} ${id}`, page)
}

/** Takes an invite back. Throws `secret_unknown` when there is none such that could still be used. */
export async function revokeInvite(
  sql: Sql,
  caller: Caller,
  slug: string,
  wanted: string,
  id: string,
): Promise<void> {
  const { subject } = await getSpace(sql, slug, wanted)
  authorize(caller.actor, 'change_members', subject)
  await sql.begin(async (tx) => {
    await revokeSecret(tx, 'invite', id, subject)
    await record(tx, caller.actor, caller.origin, {
      action: 'invite_revoked',
      subject: { kind: 'invite', id },
      ...subject,
    })
  })
}

/**
 * Takes up an invite; of any number who do at once, one gets it.
 * @throws {AuthError} `secret_used`, `secret_expired`, `secret_revoked`, `secret_unknown`.
 * @throws {DelegateError} `invite_void`: who invited does not manage the delegate any more.
 */
export async function acceptInvite(sql: Sql, caller: Caller, secret: string): Promise<MemberView> {
  authorize(caller.actor, 'accept_invite')
  const { userId } = personOf(caller.actor)
  return await sql.begin(async (tx) => {
    const { networkId, delegateId, level, invitedBy } = Invite.parse(
      await useSecret(tx, 'invite', secret, userId),
    )
    const subject = { networkId, delegateId }
    await lockMembers(tx, networkId, delegateId)
    const inviter = await findMembership(tx, { ...subject, userId: invitedBy })
    if (inviter === null || levelNow(inviter, wallNow()) !== 'manager')
      throw new DelegateError('invite_void', 'Who made this invite does not manage the delegate any more.')
    const grant = { level, proof: 'invite', address: null } as const
    return await takeGrant(tx, caller, { subject }, userId, grant, 'invite_accepted')
  })
}
