import type { NetworkParams } from '#lib/chain/params.ts'

/** One node, or a proxy before some, that a network is followed over. */
export type EndpointConfig = {
  readonly name: string
  /** `host:port`. */
  readonly grpc: string | null
  readonly jsonrpc: string | null
  /** Base address of the probe server: `/readiness` and the like stand under it. */
  readonly probe: string | null
  /** Address of the Prometheus text page itself. */
  readonly metrics: string | null
  /** Whether gRPC is spoken over TLS; the other addresses say so by https. */
  readonly tls: boolean
  /** May be streamed from: a stream can hold up a node that produces blocks. */
  readonly gateway: boolean
}

/** A network to follow, as somebody configured it. */
export type NetworkConfig = {
  /** Its name in addresses: lower case letters, digits and hyphens. */
  readonly id: string
  readonly name: string
  readonly params: NetworkParams
  /** Where following starts when nothing is stored yet. */
  readonly from: 'genesis' | { readonly height: number } | { readonly epochsBack: number }
  readonly endpoints: readonly EndpointConfig[]
  /** Private ranges in CIDR form that its endpoints may resolve to. */
  readonly allowedRanges: readonly string[]
  /** Address of our own devnet's control port, for a network's clock; null for a real network. */
  readonly control: string | null
}
