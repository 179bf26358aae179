import { eraAt } from '#lib/chain/eras.ts'
import { isForked, type NetworkParams } from '#lib/chain/params.ts'
import { snapshotAt } from '../../generate/epoch-set.ts'
import { type Random, randomFrom } from '../../generate/random.ts'
import {
  BLOCK_REWARD,
  epochGrant,
  PRIORITY_BONUS,
  type Reward,
  UNPRODUCTIVE_SLASH,
} from '../../generate/rewards.ts'
import type { NetworkPlan } from '../plan.ts'
import { genesisAccounts } from './accounts.ts'
import { applyDeed } from './apply-deed.ts'
import type { BlockFacts, DecidedBody, DecidedTransaction, Economy } from './economy.ts'
import { economyReads } from './economy-reads.ts'
import { tipRau } from './gas.ts'
import { genesisStakes } from './genesis-stakes.ts'
import { rewardingFund } from './rewarding-fund.ts'
import { drawnCount, drawnDeed, type State } from './transactions.ts'

const RAU = 10n ** 18n
/** Sets the economy's draws apart from those of the delegates and of the faults. */
const SEED_OFFSET = 0x65_63_6f

/**
 * The accounts, stakes and rewarding fund of a network at genesis, and how its blocks change them: the same calls in
 * the same order end in the same state.
 */
export function createEconomy(plan: NetworkPlan): Economy {
  const { params, delegates, seed } = plan
  const random = randomFrom(seed + SEED_OFFSET)
  const accounts = genesisAccounts(seed, delegates, random)
  const voters = accounts.users.map(({ address }) => address)
  const state: State = {
    delegates,
    accounts,
    stakes: genesisStakes(delegates, voters, params.genesisMs, random),
    fund: rewardingFund(params.rewardingPoolAtGenesisRau),
    leastVotesRau: params.scoreThresholdRau + params.scoreThresholdRau / 100n,
  }
  let tip = 0
  return {
    enter: (facts) => {
      tip = facts.height
      const transactions = enterTransactions(state, params, facts, random)
      return { transactions, ...enterGrants(state, params, facts, transactions) }
    },
    snapshot: (height, parentAtMs) => {
      const least = (isForked(params, 'xingu', height) ? 1_000_000n : 1_200_000n) * RAU
      const active = delegates.filter((_, index) => state.stakes.selfStakeRau(index) >= least)
      const votes = new Map(delegates.map(({ operator }, index) => [operator, state.stakes.votes(index)]))
      return snapshotAt(params, height, parentAtMs, active, votes)
    },
    reads: economyReads(state, () => tip),
  }
}

function enterTransactions(
  state: State,
  params: NetworkParams,
  { height, atMs }: BlockFacts,
  random: Random,
): DecidedTransaction[] {
  const hasTips = isForked(params, 'vanuatu', height)
  const entered: DecidedTransaction[] = []
  for (let left = drawnCount(random); left > 0; left--) {
    const drawn = drawnDeed(state, random)
    const tipPriceRau = hasTips && random.chance(0.6) ? BigInt(1 + random.below(20)) * 10n ** 11n : null
    if (drawn === null) continue
    const { sender, deed } = drawn
    entered.push({ sender, nonce: sender.nonce, deed, tipPriceRau })
    applyDeed(state, { sender, deed, tipPriceRau, height, atMs })
  }
  return entered
}

function enterGrants(
  state: State,
  params: NetworkParams,
  facts: BlockFacts,
  transactions: readonly DecidedTransaction[],
): Omit<DecidedBody, 'transactions'> {
  const { height, producer, set, short } = facts
  const { operator } = producer
  const { fund, accounts } = state
  const { blockRewardRau } = eraAt(params, height)
  const address =
    set.candidates.find((candidate) => candidate.operator === operator)?.reward ?? producer.reward
  const tips = transactions.reduce((sum, transaction) => sum + tipRau(transaction), 0n)
  const block: Reward[] = [{ type: BLOCK_REWARD, address, amountRau: blockRewardRau }]
  if (tips > 0n) block.push({ type: PRIORITY_BONUS, address, amountRau: tips })
  const blockGrant = fund.grant(height, block) ? block : null
  const systemActions = 1 + (facts.pollResult === null ? 0 : 1) + (short === null ? 0 : 1)
  accounts.actions.set(operator, (accounts.actions.get(operator) ?? 0) + systemActions)
  accounts.actionTotal.add(height, BigInt(transactions.length + systemActions))
  if (short === null) return { blockGrant, epochGrant: undefined }
  const epoch = epochGrant(params, set, blockRewardRau, short)
  if (!fund.grant(height, epoch)) return { blockGrant, epochGrant: null }
  for (const reward of epoch) if (reward.type === UNPRODUCTIVE_SLASH) slash(state, reward)
  return { blockGrant, epochGrant: epoch }
}

/** Takes a slash from the self-stake of the delegate whose operator or identity it names. */
function slash({ delegates, stakes }: State, { address, amountRau }: Reward): void {
  const delegate = delegates.findIndex(({ operator, owner }) => address === operator || address === owner)
  const bucket = stakes.buckets().find((bucket) => bucket.isSelfStake && bucket.delegate === delegate)
  if (bucket !== undefined) stakes.change(bucket.index, -amountRau)
}
