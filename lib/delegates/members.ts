import type { Level } from '#lib/auth/actor.ts'

/** What a membership rests on. */
export const PROOFS = ['owner_key', 'operator_key', 'contract', 'staff', 'invite'] as const
export type Proof = (typeof PROOFS)[number]

/** Somebody who may act for a delegate, as granted or proven. */
export type Membership = {
  readonly networkId: number
  /** Candidate id. */
  readonly delegateId: string
  readonly userId: string
  readonly level: Level
  readonly proof: Proof
  /** The io1 address that proved it; null for staff and invite. */
  readonly address: string | null
  /** When the chain's owner was first seen to be another than the one that proved it; null = it is still the same. */
  readonly strangerAt: Date | null
}

/** What a claim or an invite gives. */
export type Grant = Pick<Membership, 'level' | 'proof' | 'address'>

/** A name change in the chain's books may be a mistake, or a lie of a node: the old owner keeps its level this long. */
export const STRANGER_GRACE_MS = 24 * 3_600_000

const RANK: Readonly<Record<Level, number>> = { viewer: 0, member: 1, manager: 2 }

/** When a membership whose proof no longer holds falls to viewer, Unix ms; null = its proof holds. */
export function fallsAtMs({ strangerAt }: Pick<Membership, 'strangerAt'>): number | null {
  return strangerAt === null ? null : strangerAt.getTime() + STRANGER_GRACE_MS
}

/** The level as it counts at an instant: from 24 h after its owner became a stranger to the chain on, viewer. */
export function levelNow(membership: Pick<Membership, 'level' | 'strangerAt'>, nowMs: number): Level {
  const fallsAt = fallsAtMs(membership)
  return fallsAt !== null && nowMs >= fallsAt ? 'viewer' : membership.level
}

/**
 * Whether a grant takes the place of what somebody has: not where that counts for more now. At the same level the new
 * proof replaces one that no longer holds, and a key's proof replaces a word given.
 */
export function isBetter(grant: Grant, held: Membership | null, nowMs: number): boolean {
  if (held === null || held.strangerAt !== null) {
    return held === null || RANK[grant.level] >= RANK[levelNow(held, nowMs)]
  }
  if (RANK[grant.level] !== RANK[held.level]) return RANK[grant.level] > RANK[held.level]
  return grant.address !== null
}

/** The most that each proof is good for by itself. */
const PROVEN_LEVEL: Readonly<Record<Proof, Level>> = {
  owner_key: 'manager',
  contract: 'manager',
  operator_key: 'member',
  staff: 'manager',
  invite: 'manager',
}

/**
 * A membership to which a manager gives another level. More than its proof is good for now rests on the manager's word,
 * as an invite does.
 */
export function withLevel(held: Membership, level: Level, nowMs: number): Membership {
  const isRaised = RANK[level] > RANK[levelNow(held, nowMs)]
  const isProven = held.strangerAt === null && RANK[level] <= RANK[PROVEN_LEVEL[held.proof]]
  if (isRaised && !isProven) return { ...held, level, proof: 'invite', address: null, strangerAt: null }
  return { ...held, level }
}

/** What signing with an address of the delegate proves; null when it is neither its owner nor its operator. */
export function provenBy(
  address: string,
  delegate: { readonly owner: string | null; readonly operator: string },
): (Grant & { readonly address: string }) | null {
  if (address === delegate.owner) return { level: 'manager', proof: 'owner_key', address }
  if (address === delegate.operator) return { level: 'member', proof: 'operator_key', address }
  return null
}
