/** What a delegate's manager granted, from least to most. */
export const LEVELS = ['viewer', 'member', 'manager'] as const
export type Level = (typeof LEVELS)[number]

/** What staff granted; whoever is signed in without any is a delegate's member or a guest. */
export const ROLES = ['organizer', 'staff', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** What a token may do. */
export const SCOPES = ['read', 'heartbeat:write', 'metrics:write', 'rollout:turn'] as const
export type Scope = (typeof SCOPES)[number]

export type ActorMembership = {
  readonly networkId: number
  /** The network's slug. */
  readonly network: string
  /** Candidate id. */
  readonly delegateId: string
  /** As it counts now: a claim whose owner changed on the chain falls to viewer. */
  readonly level: Level
}

/** Who asks. */
export type Actor =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'user'
      readonly userId: string
      readonly name: string
      readonly roles: readonly Role[]
      readonly sessionId: string
      readonly memberships: readonly ActorMembership[]
    }
  | {
      readonly kind: 'token'
      readonly tokenId: string
      readonly userId: string
      readonly scopes: readonly Scope[]
      readonly networkId: number | null
      readonly delegateId: string | null
      readonly nodeId: string | null
    }

/** Where a request came from; kept in the audit log. */
export type RequestOrigin = {
  readonly address: string
  readonly userAgent: string
  readonly requestId: string
}
