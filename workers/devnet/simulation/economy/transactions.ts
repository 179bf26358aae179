import type { GeneratedDelegate } from '../../generate/delegates.ts'
import type { Random } from '../../generate/random.ts'
import type { Account, Accounts } from './accounts.ts'
import type { Deed } from './economy.ts'
import { STAKE_DAYS } from './genesis-stakes.ts'
import type { RewardingFund } from './rewarding-fund.ts'
import type { Stakes } from './stakes.ts'

/** All that a user's transaction may touch. */
export type State = {
  readonly delegates: readonly GeneratedDelegate[]
  readonly accounts: Accounts
  readonly stakes: Stakes
  readonly fund: RewardingFund
  /** Below this a delegate is not moved away from: the network is never to run out of candidates by itself. */
  readonly leastVotesRau: bigint
}

const RAU = 10n ** 18n
/** Parts of transactions: one in so many stakes, one in so many claims, the rest are transfers. */
const STAKING_CHANCE = 1 / 25
const CLAIM_CHANCE = 1 / 50
/** Stakes that may stand at once; from then on nobody creates any more. */
const MOST_BUCKETS = 800
/** A bucket above this stays with its delegate: one voter is not to turn the order over. */
const MOVABLE_RAU = 3_000_000n * RAU
/** A sender keeps so much for gas. */
const KEPT_RAU = 100n * RAU

/** How many transactions the next block carries. */
export function drawnCount(random: Random): number {
  const drawn = random.unit()
  return drawn < 0.45 ? 0 : drawn < 0.75 ? 1 : drawn < 0.92 ? 2 : 3
}

/** Draws what is done next and by whom; the state is not changed yet. Null when it cannot be paid for. */
export function drawnDeed(state: State, random: Random): { sender: Account; deed: Deed } | null {
  const drawn = random.unit()
  if (drawn < CLAIM_CHANCE) return drawnClaim(state, random)
  if (drawn < CLAIM_CHANCE + STAKING_CHANCE) return drawnStaking(state, random)
  const sender = oneOf(state.accounts.users, random)
  const recipient = oneOf(state.accounts.users, random)
  const amountRau = BigInt(1 + random.below(500_000)) * (RAU / 100n)
  if (sender.balanceRau < amountRau + KEPT_RAU) return null
  return { sender, deed: { kind: 'transfer', recipient: recipient.address, amountRau } }
}

function drawnClaim({ accounts, fund }: State, random: Random): { sender: Account; deed: Deed } | null {
  if (accounts.claimants.length === 0) return null
  const sender = oneOf(accounts.claimants, random)
  const owed = fund.unclaimed(sender.address)
  const amountRau = random.chance(0.3) ? owed : (owed * BigInt(10 + random.below(80))) / 100n
  return amountRau < RAU ? null : { sender, deed: { kind: 'claim', amountRau } }
}

function drawnStaking(state: State, random: Random): { sender: Account; deed: Deed } | null {
  const drawn = random.unit()
  if (drawn < 0.3) return drawnStake(state, random)
  return drawn < 0.6 ? drawnDeposit(state, random) : drawnMove(state, random)
}

function drawnStake(state: State, random: Random): { sender: Account; deed: Deed } | null {
  const { accounts, delegates, stakes } = state
  const bucket = stakes.buckets().length
  const sender = oneOf(accounts.users, random)
  const delegate = oneOf(delegates, random)
  const amountRau = BigInt(100 + random.below(150_000)) * RAU
  if (bucket >= MOST_BUCKETS || sender.balanceRau < amountRau + KEPT_RAU) return null
  const days = oneOf(STAKE_DAYS, random)
  const autoStake = random.chance(0.7)
  return { sender, deed: { kind: 'create_stake', bucket, delegate, amountRau, days, autoStake } }
}

function drawnDeposit(state: State, random: Random): { sender: Account; deed: Deed } | null {
  const bucket = oneOf(state.stakes.buckets(), random)
  const sender = state.accounts.byAddress.get(bucket.owner)
  const delegate = state.delegates[bucket.delegate]
  const amountRau = BigInt(10 + random.below(50_000)) * RAU
  if (sender === undefined || delegate === undefined || bucket.isSelfStake || !bucket.autoStake) return null
  if (sender.balanceRau < amountRau + KEPT_RAU) return null
  return { sender, deed: { kind: 'add_deposit', bucket: bucket.index, delegate, amountRau } }
}

function drawnMove(state: State, random: Random): { sender: Account; deed: Deed } | null {
  const bucket = oneOf(state.stakes.buckets(), random)
  const sender = state.accounts.byAddress.get(bucket.owner)
  const from = state.delegates[bucket.delegate]
  const to = oneOf(state.delegates, random)
  if (sender === undefined || from === undefined || from === to) return null
  if (bucket.isSelfStake || bucket.stakedRau > MOVABLE_RAU) return null
  // A bucket's votes are at most twice its stake.
  if (state.stakes.votes(bucket.delegate) - 2n * bucket.stakedRau < state.leastVotesRau) return null
  return { sender, deed: { kind: 'change_delegate', bucket: bucket.index, from, to } }
}

function oneOf<Member>(list: readonly Member[], random: Random): Member {
  const member = list[random.below(list.length)]
  if (member === undefined) throw new RangeError('nothing to draw from')
  return member
}
