import type { PollCandidate } from '#lib/chain/candidates.ts'
import type { GeneratedDelegate, KeyPair } from '../../generate/delegates.ts'
import type { EpochSet } from '../../generate/epoch-set.ts'
import type { Reward } from '../../generate/rewards.ts'
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

/** What a user's transaction does; amounts in Rau, buckets by index. */
export type Deed =
  | { readonly kind: 'transfer'; readonly recipient: string; readonly amountRau: bigint }
  | { readonly kind: 'claim'; readonly amountRau: bigint }
  | {
      readonly kind: 'create_stake'
      readonly bucket: number
      readonly delegate: GeneratedDelegate
      readonly amountRau: bigint
      readonly days: number
      readonly autoStake: boolean
    }
  | {
      readonly kind: 'add_deposit'
      readonly bucket: number
      readonly delegate: GeneratedDelegate
      readonly amountRau: bigint
    }
  | {
      readonly kind: 'change_delegate'
      readonly bucket: number
      readonly from: GeneratedDelegate
      readonly to: GeneratedDelegate
    }

export type DecidedTransaction = {
  readonly sender: KeyPair
  readonly nonce: number
  readonly deed: Deed
  /** Rau for each unit of gas beyond the base fee; null = a transaction of the older kind, with one price. */
  readonly tipPriceRau: bigint | null
}

/** What stands in a block, decided and entered into the state, but neither written nor signed. */
export type DecidedBody = {
  readonly transactions: readonly DecidedTransaction[]
  /** Null = the fund could not pay it. */
  readonly blockGrant: readonly Reward[] | null
  /** Undefined but in an epoch's last block. */
  readonly epochGrant: readonly Reward[] | null | undefined
}

/** Accounts, stakes and the rewarding fund; changed by blocks alone, the same for the same blocks and seed. */
export type Economy = {
  /** Draws who sends what, grants and slashes, and changes the state. Nothing is hashed or signed yet. */
  readonly enter: (facts: BlockFacts) => DecidedBody
  /** The candidate snapshot that a block at `height` would carry. */
  readonly snapshot: (height: number, parentAtMs: number) => PollCandidate[]
  readonly reads: EconomyReads
}
