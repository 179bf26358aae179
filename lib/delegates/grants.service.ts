import { record } from '#lib/audit/audit.service.ts'
import { AuthError } from '#lib/auth/auth-error.ts'
import { wallNow } from '#lib/clock.ts'
import type { AnySql } from '#lib/db/client.ts'
import { memberViewOf } from './member-view.ts'
import { findMembership, listMembers, lockMembers, saveMembership } from './members.store.ts'
import { type Grant, isBetter } from './members.ts'
import type { MemberView } from './people-schema.ts'
import type { Caller, Space } from './space.service.ts'

/**
 * Gives somebody what a claim, an invite or staff grants, in the caller's transaction; who has more keeps it, and then
 * nothing was written.
 * @throws {AuthError} `user_not_found`: no such account, or a deleted one.
 */
export async function takeGrant(
  tx: AnySql,
  { actor, origin }: Caller,
  { subject }: Pick<Space, 'subject'>,
  userId: string,
  grant: Grant,
  action: string,
): Promise<MemberView> {
  const key = { ...subject, userId }
  const { networkId, delegateId } = subject
  await lockMembers(tx, networkId, delegateId)
  const held = await findMembership(tx, key)
  const isTaken = isBetter(grant, held, wallNow())
  if (isTaken) await saveMembership(tx, { ...key, ...grant, strangerAt: null })
  const member = (await listMembers(tx, networkId, delegateId)).find((one) => one.userId === userId)
  if (member === undefined) throw new AuthError('user_not_found', `There is no account ${userId}.`)
  if (isTaken)
    await record(tx, actor, origin, {
      action,
      subject: { kind: 'member', id: userId },
      networkId,
      delegateId,
      before: held,
      after: grant,
    })
  return memberViewOf(member, wallNow())
}
