import { z } from 'zod'

const KINDS = ['active', 'standby', 'gateway', 'archive'] as const
const PLACES = ['grpc', 'jsonrpc', 'probe', 'metrics', 'agent'] as const
export type Place = (typeof PLACES)[number]

/** What each kind of machine is for. */
export const KIND_CHOICES = [
  { value: 'active', label: 'active: signs blocks' },
  { value: 'standby', label: 'standby: holds the same key and waits' },
  { value: 'gateway', label: 'gateway: answers questions, signs nothing' },
  { value: 'archive', label: 'archive: keeps all of the past, signs nothing' },
] as const satisfies readonly { value: (typeof KINDS)[number]; label: string }[]

/** Where a machine may answer. */
export const PLACE_FIELDS: readonly { key: Place; label: string; hint: string }[] = [
  { key: 'grpc', label: 'gRPC', hint: 'host:port, such as node.example.org:14014' },
  { key: 'jsonrpc', label: 'JSON-RPC', hint: 'http(s) address' },
  { key: 'probe', label: 'Probe', hint: 'http(s) address that /readiness stands under' },
  { key: 'metrics', label: 'Metrics', hint: 'http(s) address of the page itself' },
  { key: 'agent', label: 'Agent', hint: 'http(s) address' },
]

const Finding = z.looseObject({ ok: z.boolean(), reason: z.string().nullable(), detail: z.string() })
const Address = z.string().nullable()

const Addresses = z.object({
  grpc: Address,
  jsonrpc: Address,
  probe: Address,
  metrics: Address,
  agent: Address,
  tls: z.boolean(),
})
export type Addresses = z.infer<typeof Addresses>

/** What a page shows of a machine; lib/nodes/registry-schema.ts has it whole, with what only a server can run. */
export const ShownNode = z.looseObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(KINDS),
  operators: z.array(z.string()),
  addresses: Addresses.nullable(),
  found: z
    .looseObject({
      network: z.enum(['same', 'other', 'unknown']),
      height: z.int().nullable(),
      version: z.string().nullable(),
      ready: z.boolean().nullable(),
      operators: z.array(z.string()).nullable(),
      addresses: z.partialRecord(z.enum(PLACES), Finding),
    })
    .nullable(),
  testedAt: z.string().nullable(),
  notices: z.array(z.looseObject({ code: z.string(), detail: z.string() })),
  keys: z.array(z.looseObject({ publicKey: z.string(), since: z.string() })),
})
export type ShownNode = z.infer<typeof ShownNode>
export type NodeKind = ShownNode['kind']

/** A single-use code that an agent enrols with. */
export const Enrolment = z.looseObject({ code: z.string(), expiresAt: z.string() })

/** A machine as a form sends it. */
export type NodeDraft = {
  readonly name: string
  readonly kind: NodeKind
  readonly operators: readonly string[]
  readonly addresses: Addresses
}
