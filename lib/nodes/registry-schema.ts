import { z } from 'zod'
import { NODE_KINDS, NodeAddresses, NodeFindings } from './registry.ts'
import { NOTICE_CODES } from './registry-notices.ts'

const Instant = z.iso.datetime()

const KeyView = z.object({
  /** Ed25519, base64url. */
  publicKey: z.string(),
  since: Instant,
})

/** A machine as its people see it. */
export const NodeView = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(NODE_KINDS),
  /** Operator addresses whose keys lie on it. */
  operators: z.array(z.string()),
  /** Null for whoever may not see where it answers. */
  addresses: NodeAddresses.nullable(),
  /** What was found when its addresses were last tried; null = they were not, since they last changed. */
  found: NodeFindings.nullable(),
  testedAt: Instant.nullable(),
  notices: z.array(z.object({ code: z.enum(NOTICE_CODES), detail: z.string() })),
  /** Keys that its agents enrolled. */
  keys: z.array(KeyView),
  createdAt: Instant,
})
export type NodeView = z.infer<typeof NodeView>

/** Shown once: what the agent is to be started with. */
export const EnrolmentView = z.object({ code: z.string(), expiresAt: Instant })
export type EnrolmentView = z.infer<typeof EnrolmentView>

/** What an agent sends to enrol. */
export const EnrolBody = z.strictObject({
  code: z.string().regex(/^[0-9a-f]{64}$/, 'is no code: it has 64 hex digits'),
  /** Ed25519, 32 bytes in base64url without padding. */
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url'),
})
export type EnrolBody = z.output<typeof EnrolBody>

/** What an agent is told once it is enrolled. */
export const EnrolledView = z.object({
  nodeId: z.uuid(),
  name: z.string(),
  network: z.string(),
  /** Candidate id. */
  delegateId: z.string(),
  publicKey: z.string(),
})
export type EnrolledView = z.infer<typeof EnrolledView>
