import { timesFloat } from './big-float.ts'

/** What of a bucket its weight hangs on. */
export type WeighedBucket = {
  readonly stakedRau: bigint
  readonly days: number
  readonly autoStake: boolean
  readonly isSelfStake: boolean
}

const SELF_STAKE_BONUS = 1.06
const SELF_STAKE_DAYS = 91

/**
 * The votes, in Rau, that a bucket gives: more for longer and for kept stakes. The logarithm may differ from the
 * chain's in its last bit, so a total that a node states is read, not computed again.
 * Source: iotex-core action/protocol/staking/vote_bucket.go, CalculateVoteWeight.
 */
export function voteWeight({ stakedRau, days, autoStake, isSelfStake }: WeighedBucket): bigint {
  let weight = 1
  if (days > 0) weight += Math.log(Math.ceil(days) * (autoStake ? 2 : 1)) / Math.log(1.2) / 100
  if (isSelfStake && autoStake && days >= SELF_STAKE_DAYS) weight *= SELF_STAKE_BONUS
  return timesFloat(stakedRau, weight)
}
