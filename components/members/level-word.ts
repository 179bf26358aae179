import type { Level } from '#lib/auth/actor.ts'
import type { Proof } from '#lib/delegates/members.ts'

/** What somebody of a level may do. */
export const LEVEL_SAYS: Readonly<Record<Level, string>> = {
  viewer: 'sees everything, changes nothing',
  member: 'registers machines, makes tokens, writes the profile',
  manager: 'may do all of that, and invite and remove people',
}

export const LEVEL_CHOICES = [
  { value: 'viewer', label: `viewer: ${LEVEL_SAYS.viewer}` },
  { value: 'member', label: `member: ${LEVEL_SAYS.member}` },
  { value: 'manager', label: `manager: ${LEVEL_SAYS.manager}` },
] as const satisfies readonly { value: Level; label: string }[]

/** What a membership rests on, in words. */
export const PROOF_WORD: Readonly<Record<Proof, string>> = {
  owner_key: 'signed with the owner key',
  operator_key: 'signed with the operator key',
  contract: 'signed for by the owner contract',
  staff: 'approved by staff by hand',
  invite: 'invited',
}
