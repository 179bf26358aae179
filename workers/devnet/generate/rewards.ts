import { isForked, type NetworkParams } from '#lib/chain/params.ts'
import type { EpochSet } from './epoch-set.ts'

/** One entry of a reward log. */
export type Reward = { readonly type: number; readonly address: string; readonly amountRau: bigint }

export const BLOCK_REWARD = 0
const EPOCH_REWARD = 1
export const UNPRODUCTIVE_SLASH = 4

/** What the last block of an epoch grants, in the chain's order: slashes in list order, then shares in list order. */
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
  const paid = set.candidates
    .filter(({ operator }) => !exempt.has(operator))
    .slice(0, params.delegatesPaidEpochReward)
  const total = paid.reduce((sum, { votes }) => sum + votes, 0n)
  const amountRau = params.epochRewards[0]?.amountRau ?? 0n
  const shares = paid.map(({ reward, votes }) => ({
    type: EPOCH_REWARD,
    address: reward,
    amountRau: (amountRau * votes) / total,
  }))
  return [...slashes, ...shares.filter((share) => share.amountRau > 0n)]
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
