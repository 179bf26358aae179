export type Bucket = {
  readonly index: number
  /** Index of the delegate it votes for. */
  readonly delegate: number
  readonly owner: string
  readonly stakedRau: bigint
  readonly days: number
  readonly autoStake: boolean
  readonly createdAtMs: number
  readonly isSelfStake: boolean
}

/** How far back the fund's balances can be asked for. */
export const KEPT_BLOCKS = 5000

/** What the simulated state says; heights are of blocks committed up to now, at most `KEPT_BLOCKS` back. */
export type EconomyReads = {
  /** Null when that height is no longer kept. */
  readonly unclaimedAt: (address: string, height: number) => bigint | null
  readonly totalAt: (height: number) => bigint | null
  readonly availableAt: (height: number) => bigint | null
  /** Actions in all blocks from the first one on. */
  readonly actionsAt: (height: number) => number | null
  /** Of an account; 0 for an unknown one. */
  readonly balance: (address: string) => bigint
  /** Of its next action. */
  readonly nonce: (address: string) => number
  /** Actions it sent or was sent something by. */
  readonly actionCount: (address: string) => number
  readonly buckets: () => readonly Bucket[]
  readonly totalStakedRau: () => bigint
  /** Weighted, before any probation cut, by delegate index. */
  readonly votes: (delegate: number) => bigint
  readonly selfStakeRau: (delegate: number) => bigint
}
