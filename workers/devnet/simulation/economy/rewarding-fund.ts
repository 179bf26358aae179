import { type Reward, UNPRODUCTIVE_SLASH } from '../../generate/rewards.ts'
import { KEPT_BLOCKS } from './reads.ts'
import { type Timeline, timelineFrom } from './timeline.ts'

/** The rewarding protocol's fund: what it holds, what of it is not yet granted, and what it owes to whom. */
export type RewardingFund = {
  readonly total: Timeline
  readonly available: Timeline
  /** 0 for an account that was never granted anything. */
  readonly unclaimed: (address: string) => bigint
  readonly unclaimedAt: (address: string, height: number) => bigint
  /** Fees and tips. */
  readonly deposit: (height: number, amountRau: bigint) => void
  /** False, and nothing done, when there is not enough left to grant. A slash comes back to what is available alone. */
  readonly grant: (height: number, rewards: readonly Reward[]) => boolean
  readonly claim: (height: number, address: string, amountRau: bigint) => void
}

export function rewardingFund(initialRau: bigint): RewardingFund {
  const total = timelineFrom(initialRau, KEPT_BLOCKS)
  const available = timelineFrom(initialRau, KEPT_BLOCKS)
  const owed = new Map<string, Timeline>()
  const accountOf = (address: string) => {
    const known = owed.get(address)
    if (known !== undefined) return known
    const opened = timelineFrom(0n, KEPT_BLOCKS)
    owed.set(address, opened)
    return opened
  }
  return {
    total,
    available,
    unclaimed: (address) => owed.get(address)?.now() ?? 0n,
    unclaimedAt: (address, height) => owed.get(address)?.at(height) ?? 0n,
    deposit: (height, amountRau) => {
      total.add(height, amountRau)
      available.add(height, amountRau)
    },
    grant: (height, rewards) => {
      const slashed = sumOf(rewards.filter(({ type }) => type === UNPRODUCTIVE_SLASH))
      const granted = rewards.filter(({ type }) => type !== UNPRODUCTIVE_SLASH)
      const needed = sumOf(granted)
      if (needed > available.now() + slashed) return false
      available.add(height, slashed - needed)
      for (const { address, amountRau } of granted) accountOf(address).add(height, amountRau)
      return true
    },
    claim: (height, address, amountRau) => {
      accountOf(address).add(height, -amountRau)
      total.add(height, -amountRau)
    },
  }
}

function sumOf(rewards: readonly Reward[]): bigint {
  return rewards.reduce((sum, { amountRau }) => sum + amountRau, 0n)
}
