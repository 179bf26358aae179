import { z } from 'zod'
import { ioAddress, parseAddress } from '#lib/chain/address.ts'
import { ChainError } from '#lib/chain/errors.ts'
import { DomainError } from '#lib/errors.ts'
import { isHostAndPort, isWebUrl } from '#lib/networks/config.ts'

/** Why a machine is not registered or changed as asked. */
export class RegistryError extends DomainError<
  'node_not_found' | 'node_name_taken' | 'too_many_nodes' | 'bad_public_key' | 'key_known'
> {}

/** Active signs blocks; a standby holds the same key and waits; the others sign nothing. */
export const NODE_KINDS = ['active', 'standby', 'gateway', 'archive'] as const
export type NodeKind = (typeof NODE_KINDS)[number]

/** More machines than any delegate has. */
export const NODES_MAX = 50

const ADDRESS_MAX = 300
/** Half a character (a lone surrogate) cannot be stored. */
const AddressText = z
  .string()
  .max(ADDRESS_MAX)
  .refine((text) => text.isWellFormed(), 'holds half a character')
const HostAndPort = AddressText.refine(isHostAndPort, 'must be host:port')
const WebUrl = AddressText.refine(isWebUrl, 'must be an http or https address without a password')

const Operator = z
  .string()
  .max(64)
  .transform((text, context) => {
    try {
      return ioAddress(parseAddress(text))
    } catch (error) {
      if (!(error instanceof ChainError)) throw error
      context.addIssue({ code: 'custom', message: error.message })
      return z.NEVER
    }
  })

/** Where a machine answers; null = it does not. */
export const NodeAddresses = z.strictObject({
  grpc: HostAndPort.nullable().default(null),
  jsonrpc: WebUrl.nullable().default(null),
  /** Base of the probe server: /readiness stands under it. */
  probe: WebUrl.nullable().default(null),
  /** The metrics page itself. */
  metrics: WebUrl.nullable().default(null),
  agent: WebUrl.nullable().default(null),
  /** Whether gRPC is spoken over TLS; the others say so by https. */
  tls: z.boolean().default(false),
})
export type NodeAddresses = z.output<typeof NodeAddresses>

/** A machine as its delegate describes it. */
export const NodeBody = z.strictObject({
  name: z.string().trim().min(1).max(60),
  kind: z.enum(NODE_KINDS),
  /** Operator addresses whose keys lie on it, io1 or 0x. */
  operators: z
    .array(Operator)
    .max(8)
    .default([])
    .transform((operators) => [...new Set(operators)]),
  addresses: NodeAddresses.prefault({}),
})
export type NodeBody = z.output<typeof NodeBody>

/** What one of its addresses gave when it was tried. */
export const AddressFinding = z.object({
  ok: z.boolean(),
  /** As lib/nodes/errors.ts names it; null when it answered. */
  reason: z.string().nullable(),
  /** A sentence for people. */
  detail: z.string(),
})
export type AddressFinding = z.infer<typeof AddressFinding>

/** What a machine said of itself when its addresses were last tried; null = it was not said. */
export const NodeFindings = z.object({
  /** Same = it has the block by which we know the network. */
  network: z.enum(['same', 'other', 'unknown']),
  height: z.int().nullable(),
  version: z.string().nullable(),
  ready: z.boolean().nullable(),
  /** The keys it signs with, by its own metrics. */
  operators: z.array(z.string()).nullable(),
  addresses: z.object({
    grpc: AddressFinding.optional(),
    jsonrpc: AddressFinding.optional(),
    probe: AddressFinding.optional(),
    metrics: AddressFinding.optional(),
    agent: AddressFinding.optional(),
  }),
})
export type NodeFindings = z.infer<typeof NodeFindings>

export type RegisteredNode = NodeBody & {
  readonly id: string
  readonly networkId: number
  readonly delegateId: string
  readonly found: NodeFindings | null
  readonly testedAt: Date | null
  readonly createdAt: Date
}
