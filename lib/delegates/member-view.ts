import type { NamedMembership } from './members.store.ts'
import { fallsAtMs, levelNow } from './members.ts'
import type { MemberView } from './people-schema.ts'

/** A membership as API and pages show it at an instant. */
export function memberViewOf(member: NamedMembership, nowMs: number): MemberView {
  const fallsAt = fallsAtMs(member)
  return {
    network: member.network,
    delegateId: member.delegateId,
    delegateName: member.delegateName,
    userId: member.userId,
    name: member.userName,
    level: levelNow(member, nowMs),
    grantedLevel: member.level,
    proof: member.proof,
    address: member.address,
    strangerAt: member.strangerAt?.toISOString() ?? null,
    fallsAt: fallsAt === null ? null : new Date(fallsAt).toISOString(),
    since: member.createdAt.toISOString(),
  }
}
