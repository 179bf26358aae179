import { z } from 'zod'
import { LEVELS } from '#lib/auth/actor.ts'
import { PROOFS } from './members.ts'

const Level = z.enum(LEVELS)
const Instant = z.iso.datetime()

/** Which address is to sign: the delegate's owner or operator, in either form. */
export const ChallengeAsked = z.strictObject({ address: z.string().min(1).max(64) })

export const ChallengeView = z.object({
  nonce: z.string(),
  /** To be signed as a personal message (EIP-191), as it is. */
  text: z.string(),
  /** The io1 address whose key is to sign. */
  address: z.string(),
  hexAddress: z.string(),
  /** What signing proves. */
  level: Level,
  proof: z.enum(PROOFS),
  expiresAt: Instant,
  /** Signs the text at the command line. */
  command: z.string(),
})
export type ChallengeView = z.infer<typeof ChallengeView>

export const ClaimSigned = z.strictObject({
  nonce: z.string().regex(/^[0-9a-f]{64}$/, 'is no nonce'),
  /** Hex, with or without 0x; 65 bytes for a key, any length for a contract. */
  signature: z
    .string()
    .max(8192)
    .regex(/^\s*(0x)?([0-9a-fA-F]{2})+\s*$/, 'is no signature: hex digits, with or without 0x'),
})

export const ClaimApproved = z.strictObject({ userId: z.uuid(), level: Level })

/** Who may act for a delegate. */
export const MemberView = z.object({
  network: z.string(),
  /** Candidate id. */
  delegateId: z.string(),
  delegateName: z.string().nullable(),
  userId: z.string(),
  name: z.string(),
  /** As it counts now. */
  level: Level,
  /** As it was granted: more than `level` once the chain's owner has been another for 24 h. */
  grantedLevel: Level,
  proof: z.enum(PROOFS),
  /** The io1 address that proved it; null for staff and invite. */
  address: z.string().nullable(),
  /** When the chain's owner was first seen to be another; null = it is the same. */
  strangerAt: Instant.nullable(),
  /** When the level falls, or fell, to viewer. */
  fallsAt: Instant.nullable(),
  since: Instant,
})
export type MemberView = z.infer<typeof MemberView>

export const LevelGiven = z.strictObject({ level: Level })

export const InviteView = z.object({
  id: z.string(),
  level: Level,
  /** Null when the account is deleted. */
  invitedBy: z.string().nullable(),
  createdAt: Instant,
  expiresAt: Instant,
})
export type InviteView = z.infer<typeof InviteView>

/** Shown once: the link to hand over is /invite#secret. */
export const InviteIssued = InviteView.extend({ secret: z.string() })
export type InviteIssued = z.infer<typeof InviteIssued>

export const InviteAccepted = z.strictObject({
  secret: z.string().regex(/^[0-9a-f]{64}$/, 'is no invite: it is what follows the # of its link'),
})
