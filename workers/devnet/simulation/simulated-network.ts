import type { NetworkClock } from '#lib/clock.ts'
import type { EpochSet } from '../generate/epoch-set.ts'
import type { LedgerBlock } from '../ledger.ts'
import type { EconomyReads } from './economy/reads.ts'
import type { SimulationFault, SimulationFaultRequest } from './fault.ts'
import type { NetworkPlan } from './plan.ts'
import type { SimulationRecord } from './record.ts'
import type { Story, StoryStatus } from './story.ts'

/** One series of a node's height gauge: what it heard a node of that version say last. */
export type Gossip = { readonly address: string; readonly version: string; readonly height: number }

/** What a simulated node is at this instant of the network. */
export type NodeState = {
  /** `none` = there is no machine behind the key; `frozen` = its ports let callers in and never answer. */
  readonly process: 'up' | 'booting' | 'down' | 'frozen' | 'none'
  /** Its committed tip. */
  readonly height: number
  /** The highest block it heard of from peers. */
  readonly targetHeight: number
  readonly version: string
  /** Network time at which its process started, Unix ms. */
  readonly startedAtMs: number
  /** Takes part in consensus as far as it is concerned (`/ha`). */
  readonly active: boolean
  readonly paused: boolean
  readonly peers: number
  /** The round it is in at the height after its tip, as its consensus metrics say. */
  readonly round: number
  /** Source of `/readiness`: judged when it last committed a block. */
  readonly ready: boolean
  readonly clockOffsetMs: number
  readonly latencyMs: number
  readonly jitterMs: number
  /** In the order in which its metrics page lists them. */
  readonly gossip: readonly Gossip[]
}

export type SimulatedNode = {
  readonly index: number
  /** The delegate's name, or `gateway-0`. */
  readonly name: string
  /** Null for a gateway. */
  readonly operator: string | null
  readonly state: () => NodeState
}

/** A living network: what its nodes, control port and tests ask of it. Changes only as its own clock runs. */
export type SimulatedNetwork = {
  readonly plan: NetworkPlan
  /** Delegates' nodes first, by index, then gateways. */
  readonly nodes: readonly SimulatedNode[]
  readonly economy: EconomyReads
  readonly clock: () => NetworkClock
  readonly nowMs: () => number
  readonly tip: () => number
  /** Any block up to the tip. */
  readonly block: (height: number) => LedgerBlock | undefined
  readonly heightOf: (hash: string) => number | undefined
  /** Hash of block 0, hex. */
  readonly genesisHash: string
  /** An epoch that has begun. */
  readonly epochSet: (epoch: number) => EpochSet | undefined
  readonly record: () => SimulationRecord
  readonly faults: () => readonly SimulationFault[]
  /** In force when it returns. @throws {FaultError} with a sentence for one that cannot be. */
  readonly addFault: (request: SimulationFaultRequest) => SimulationFault
  /** False when there was none of this id. `all` ends every one. */
  readonly endFault: (id: number | 'all') => boolean
  readonly runStory: (story: Story) => void
  readonly stopStory: () => void
  readonly story: () => StoryStatus | null
  /** Called for every block that is committed from now on. Returns what ends it. */
  readonly onBlock: (listener: (block: LedgerBlock) => void) => () => void
  /** Called after any node's state may have changed. */
  readonly onChange: (listener: () => void) => () => void
  readonly close: () => Promise<void>
}
