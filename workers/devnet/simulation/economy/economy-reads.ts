import { type EconomyReads, KEPT_BLOCKS } from './reads.ts'
import type { State } from './transactions.ts'

/** What the state says, as of the newest block or of one not too far back. */
export function economyReads({ accounts, stakes, fund }: State, tip: () => number): EconomyReads {
  const kept = (height: number, value: (height: number) => bigint) =>
    height < tip() - KEPT_BLOCKS ? null : value(height)
  return {
    unclaimedAt: (address, height) => kept(height, (height) => fund.unclaimedAt(address, height)),
    totalAt: (height) => kept(height, fund.total.at),
    availableAt: (height) => kept(height, fund.available.at),
    actionsAt: (height) => {
      const count = kept(height, accounts.actionTotal.at)
      return count === null ? null : Number(count)
    },
    balance: (address) => accounts.byAddress.get(address)?.balanceRau ?? 0n,
    nonce: (address) => accounts.byAddress.get(address)?.nonce ?? 0,
    actionCount: (address) => accounts.actions.get(address) ?? 0,
    buckets: stakes.buckets,
    totalStakedRau: stakes.totalRau,
    votes: stakes.votes,
    selfStakeRau: stakes.selfStakeRau,
  }
}
