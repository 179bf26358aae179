import type { PollCandidate } from '#lib/chain/candidates.ts'
import type { GeneratedDelegate } from '../../generate/delegates.ts'
import type { EpochSet } from '../../generate/epoch-set.ts'
import type { EconomyReads } from './reads.ts'

/** A block that the seats have agreed on, before anything in it is written. */
export type BlockFacts = {
  readonly height: number
  /** Header timestamp, Unix ms. */
  readonly atMs: number
  readonly producer: GeneratedDelegate
  readonly set: EpochSet
  /** The snapshot this block carries for the next epoch, or null. */
  readonly pollResult: { readonly startHeight: number; readonly candidates: readonly PollCandidate[] } | null
  /** In an epoch's last block: blocks short of expected for each unproductive operator; else null. */
  readonly short: ReadonlyMap<string, number> | null
}

/** Accounts, stakes and the rewarding fund; changed by blocks alone, the same for the same blocks and seed. */
export type Economy = {
  /** Draws who sends what, grants and slashes, and changes the state. Nothing is hashed or signed yet. */
  readonly enter: (facts: BlockFacts) => DecidedBody
  /** The candidate snapshot that a block at `height` would carry. */
  readonly snapshot: (height: number, parentAtMs: number) => PollCandidate[]
  readonly reads: EconomyReads
}
