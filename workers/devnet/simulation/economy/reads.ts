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

/** What the simulated state says; heights are of blocks committed up to now, at most `KEPT_BLOCKS` back. */
export type EconomyReads = {
  /** Null when that height is no longer kept. */
  readonly unclaimedAt: (address: string, height: number) => bigint | null
  readonly totalAt: (height: number) => bigint | null
  readonly availableAt: (height: number) => bigint | null
  /** Of an account; 0 for an unknown one. */
  readonly balance: (address: string) => bigint
  readonly nonce: (address: string) => number
  readonly actionCount: (address: string) => number
  readonly buckets: () => readonly Bucket[]
  /** Weighted, before any probation cut, by delegate index. */
  readonly votes: (delegate: number) => bigint
  readonly selfStakeRau: (delegate: number) => bigint
}
