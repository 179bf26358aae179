import type { NetworkParams } from '#lib/chain/params.ts'
import type { EconomyReads } from './simulation/economy/reads.ts'

/** A block as a node keeps it: the bytes it answers with, and what reading them again and again would cost. */
export type LedgerBlock = {
  readonly height: number
  /** iotexapi.BlockInfo: block, receipts, transaction logs, in this order. */
  readonly info: Uint8Array
  /** Where the block ends and the receipts begin in `info`, and where those end. */
  readonly blockEnd: number
  readonly receiptsEnd: number
  /** Lower-case hex. */
  readonly hash: string
  readonly parentHash: string
  readonly atMs: number
  readonly committedAtMs: number
  readonly producer: string
}

/** A registered delegate as network.json names it. */
export type Registration = {
  readonly name: string
  readonly operator: string
  readonly owner: string
  readonly reward: string
  readonly selfStakeRau: bigint
}

export type GrpcAnswer =
  | { readonly ok: true; readonly message: Uint8Array }
  | { readonly ok: false; readonly code: number; readonly text: string }

export type Web3Answer = { readonly status: number; readonly body: string }

/** What a probe of one node saw; a status of 0 = no connection. */
export type Observation = {
  readonly atMs: number
  readonly liveness: readonly [number, string]
  readonly readiness: readonly [number, string]
  readonly health: readonly [number, string]
  readonly metricsStatus: number
  readonly metrics: string
}

/** Where an action stands: its place from 0 in the block of a height. */
export type IndexedAction = { readonly hash: string; readonly height: number; readonly index: number }

/** The newest actions of a network, as a node with an index finds them; what is older is forgotten. */
export type ActionIndex = {
  /** By its hash in lower-case hex. */
  readonly find: (hash: string) => IndexedAction | undefined
  /** Sent by an address or transferred to it, oldest first. */
  readonly ofAddress: (address: string) => readonly IndexedAction[]
  /** All that are kept, oldest first. */
  readonly all: () => readonly IndexedAction[]
}

/** What only a node itself can say; no recording has it. */
export type NodeSelf = {
  /** Of the software that runs. */
  version(): string
  /** The highest block that its peers told it of. */
  targetHeight(): number
}

/**
 * What a network knows at an instant, apart from the wire it is asked over. The replay of a recording is one; a
 * simulated network is another; a fault wraps one and answers differently.
 */
export type Ledger = {
  readonly params: NetworkParams
  readonly delegates: readonly Registration[]
  /** Hash of block 0, hex. */
  readonly genesisHash: string
  readonly firstHeight: number
  /** Undefined where all that is known is what a node once answered. */
  readonly self?: NodeSelf | undefined
  /** Accounts, stakes and the rewarding fund; undefined where balances are known only as they were recorded. */
  readonly economy?: EconomyReads | undefined
  /** Where actions stand; undefined where they are known only as they were recorded. */
  readonly actions?: ActionIndex | undefined
  /** The network's time, Unix ms. */
  nowMs(): number
  /** The committed tip; one below `firstHeight` before the first block. */
  tip(): number
  /** A block up to the tip. */
  block(height: number): LedgerBlock | undefined
  heightOf(hash: string): number | undefined
  /** Serialized ReadStateResponse of a poll list, as the node gives it once that epoch has begun. */
  pollList(method: string, epoch: number): Uint8Array | undefined
  /** What this node answered to exactly this gRPC call, where that is known and still true. */
  recorded(node: number, method: string, request: Uint8Array): GrpcAnswer | undefined
  /** Whether balances of all accounts are known, so that one not listed holds nothing. */
  knowsBalances(): boolean
  web3(body: string): Web3Answer | undefined
  observation(node: number): Observation | undefined
  /** Calls back for every block that becomes the tip from now on. Returns what ends it. */
  onBlock(listener: (block: LedgerBlock) => void): () => void
}
