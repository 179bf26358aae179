import { voteWeight } from '#lib/chain/vote-weight.ts'
import type { GeneratedDelegate } from '../../generate/delegates.ts'
import type { Random } from '../../generate/random.ts'
import { targetVotesIotx } from './delegates.ts'
import { emptyStakes, type Stakes } from './stakes.ts'

const RAU = 10n ** 18n
const SELF_STAKE_DAYS = 91
/** For how long people stake. */
export const STAKE_DAYS = [14, 30, 91, 91, 180, 365, 730, 1050] as const

/**
 * The buckets of genesis: each delegate's own with the index of the delegate, then some of the voters', which bring
 * it near what its rank is to have.
 */
export function genesisStakes(
  delegates: readonly GeneratedDelegate[],
  voters: readonly string[],
  createdAtMs: number,
  random: Random,
): Stakes {
  const stakes = emptyStakes()
  for (const [delegate, { owner, selfStakeRau }] of delegates.entries()) {
    stakes.create({
      delegate,
      owner,
      stakedRau: selfStakeRau,
      days: SELF_STAKE_DAYS,
      autoStake: true,
      createdAtMs,
      isSelfStake: true,
    })
  }
  for (const delegate of delegates.keys()) {
    const count = 2 + random.below(4)
    const wanted = BigInt(targetVotesIotx(delegate, delegates.length)) * RAU - stakes.votes(delegate)
    for (let left = count; left > 0; left--) {
      const days = STAKE_DAYS[random.below(STAKE_DAYS.length)] ?? SELF_STAKE_DAYS
      const terms = { days, autoStake: random.chance(0.7), isSelfStake: false }
      const share = wanted > 0n ? wanted / BigInt(count) : 0n
      // What one IOTX of such a bucket votes with, turned round, gives the stake for the share; then some spread.
      const even = (share * RAU) / voteWeight({ ...terms, stakedRau: RAU })
      const stakedRau =
        even + (even * BigInt(random.below(41) - 20)) / 1000n + BigInt(100 + random.below(1e9))
      const owner = voters[random.below(voters.length)] ?? ''
      stakes.create({ ...terms, delegate, owner, stakedRau, createdAtMs })
    }
  }
  return stakes
}
