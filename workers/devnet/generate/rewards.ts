import { isForked, type NetworkParams } from '#lib/chain/params.ts'
import type { EpochSet } from './epoch-set.ts'

/** One entry of a reward log. */
export type Reward = { readonly type: number; readonly address: string; readonly amountRau: bigint }

export const BLOCK_REWARD = 0
const EPOCH_REWARD = 1
const FOUNDATION_BONUS = 2
export const PRIORITY_BONUS = 3
export const UNPRODUCTIVE_SLASH = 4

/** What the last block of an epoch grants, in the chain's order: slashes, then shares, then bonuses, each in list order. */
export function epochGrant(
  params: NetworkParams,
  set: EpochSet,
  blockRewardRau: bigint,
  missing: ReadonlyMap<string, number>,
): Reward[] {
  const slashes = isForked(params, 'xingu', set.endHeight)
    ? slashesOf(params, set, blockRewardRau, missing)
    : []
  const exempt = new Set(params.exemptOperators)
  const listed = set.candidates.filter(({ operator }) => !exempt.has(operator))
  const paid = listed.slice(0, params.delegatesPaidEpochReward)
  const total = paid.reduce((sum, { votes }) => sum + votes, 0n)
  const amountRau = epochRewardRau(params, set.startHeight)
  const shares = paid.map(({ reward, votes }) => ({
    type: EPOCH_REWARD,
    address: reward,
    amountRau: (amountRau * votes) / total,
  }))
  return [
    ...slashes,
    ...shares.filter((share) => share.amountRau > 0n),
    ...bonuses(params, set.epoch, listed),
  ]
}

function epochRewardRau(params: NetworkParams, height: number): bigint {
  return params.epochRewards.findLast(({ fromHeight }) => fromHeight <= height)?.amountRau ?? 0n
}

function bonuses(params: NetworkParams, epoch: number, listed: EpochSet['candidates']): Reward[] {
  const { amountRau, delegates, epochs } = params.foundationBonus
  if (!epochs.some(([first, last]) => first <= epoch && epoch <= last)) return []
  const first = listed.filter(({ votes }) => votes > 0n).slice(0, delegates)
  return first.map(({ reward }) => ({ type: FOUNDATION_BONUS, address: reward, amountRau }))
}

/** Block reward times blocks short of expected, for each unproductive seat; none without an identity to find it by. */
function slashesOf(
  params: NetworkParams,
  set: EpochSet,
  blockRewardRau: bigint,
  missing: ReadonlyMap<string, number>,
): Reward[] {
  const byIdentity = isForked(params, 'yapBeta', set.endHeight)
  return set.candidates.flatMap(({ operator, identity }) => {
    const short = missing.get(operator)
    const address = byIdentity ? identity : operator
    if (short === undefined || address === '') return []
    return [{ type: UNPRODUCTIVE_SLASH, address, amountRau: blockRewardRau * BigInt(short) }]
  })
}
