import type { NetworkParams } from '#lib/chain/params.ts'
import type { GeneratedDelegate } from '../generate/delegates.ts'

/** What a simulated network is, before anything happens: everything else follows from it, its story and its seed. */
export type NetworkPlan = {
  readonly name: string
  readonly seed: number
  readonly params: NetworkParams
  /** By index; each runs one node of the same index unless a fault takes its machine away. */
  readonly delegates: readonly GeneratedDelegate[]
  /** Nodes without a key beside those of the delegates, which may be streamed from. */
  readonly gateways: number
  /** What every node runs at genesis. */
  readonly version: string
}
