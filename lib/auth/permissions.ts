import type { Actor, Level, Role, Scope } from './actor.ts'
import { LEVELS } from './actor.ts'

/** What is asked about; what it does not name is not bound. */
export type Subject = {
  readonly networkId?: number
  /** Candidate id. */
  readonly delegateId?: string
  readonly nodeId?: string
  readonly userId?: string
}

/** Who may; one that fits is enough. */
type Rule = {
  readonly anyone?: true
  /** Whoever is signed in. */
  readonly signedIn?: true
  readonly roles?: readonly Role[]
  /** The least level at the delegate it is about. */
  readonly level?: Level
  /** A token of this scope whose binding covers what it is about. */
  readonly scope?: Scope
}

const STAFF = ['staff', 'admin'] as const

/** Who may do what. An admin is staff too; a delegate's machines and people are its own, not even an admin's to change. */
export const PERMISSIONS = {
  read_public: { anyone: true },
  /** Be told who one is. */
  read_self: { anyone: true },
  /** Ask for a nonce, a mail link; sign in. */
  sign_in: { anyone: true },
  /** Its code is the proof. */
  enrol_node: { anyone: true },

  read_own_account: { signedIn: true },
  change_own_account: { signedIn: true },
  /** Its link is the proof; only while there is no admin. */
  become_first_admin: { signedIn: true },
  accept_invite: { signedIn: true },
  claim_delegate: { signedIn: true },
  /** The service shows everybody their own part, staff all. */
  read_audit: { signedIn: true },
  read_all_audit: { roles: STAFF },

  read_users: { roles: ['admin'] },
  change_roles: { roles: ['admin'] },
  approve_claim: { roles: STAFF },
  change_network: { roles: STAFF },

  read_delegate_space: { level: 'viewer', roles: STAFF, scope: 'read' },
  read_node_addresses: { level: 'viewer', roles: STAFF, scope: 'read' },
  leave_delegate: { level: 'viewer' },
  change_nodes: { level: 'member' },
  test_endpoints: { level: 'member' },
  issue_enrolment: { level: 'member' },
  change_profile: { level: 'member' },
  read_tokens: { level: 'member', roles: STAFF },
  change_tokens: { level: 'member' },
  change_members: { level: 'manager' },

  send_heartbeat: { scope: 'heartbeat:write' },
  send_metrics: { scope: 'metrics:write' },
  ask_turn: { scope: 'rollout:turn' },
} as const satisfies Record<string, Rule>

export type Permission = keyof typeof PERMISSIONS

/** Whether this actor may do this to that. Asked by every route before it reads a body, and by every service that writes. */
export function may(actor: Actor, permission: Permission, subject: Subject = {}): boolean {
  const rule: Rule = PERMISSIONS[permission]
  if (rule.anyone === true) return true
  if (actor.kind === 'nobody') return false
  if (actor.kind === 'token') return rule.scope !== undefined && isCovered(actor, rule.scope, subject)
  if (rule.signedIn === true) return true
  if (rule.roles?.some((role) => actor.roles.includes(role)) === true) return true
  return rule.level !== undefined && hasLevel(actor.memberships, rule.level, subject)
}

type UserActor = Extract<Actor, { kind: 'user' }>
type TokenActor = Extract<Actor, { kind: 'token' }>

function hasLevel(memberships: UserActor['memberships'], least: Level, subject: Subject): boolean {
  return memberships.some(
    ({ networkId, delegateId, level }) =>
      networkId === subject.networkId &&
      delegateId === subject.delegateId &&
      LEVELS.indexOf(level) >= LEVELS.indexOf(least),
  )
}

/** A token of one delegate never speaks of another, one of one node never of another node. */
function isCovered(token: TokenActor, scope: Scope, subject: Subject): boolean {
  return (
    token.scopes.includes(scope) &&
    token.networkId === (subject.networkId ?? null) &&
    token.delegateId === (subject.delegateId ?? null) &&
    (token.nodeId === null || token.nodeId === subject.nodeId)
  )
}
