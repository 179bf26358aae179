import type { PollCandidate } from '#lib/chain/candidates.ts'
import { epochOf } from '#lib/chain/epoch.ts'
import { eraAt } from '#lib/chain/eras.ts'
import { keccak256 } from '#lib/chain/hash.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import type { UnproductiveEpoch } from '#lib/chain/probation.ts'
import { quorumOf } from '#lib/chain/quorum.ts'
import { type GeneratedAction, grantReward, putPollResult } from './actions.ts'
import { builtBlock } from './build-block.ts'
import { type CheckedEpoch, close, enter, openAccount } from './checked.ts'
import type { GeneratedDelegate } from './delegates.ts'
import { drift, type EpochSet, epochSet, pollHeight, snapshotAt, unproductiveKeys } from './epoch-set.ts'
import type { GenerateOptions } from './options.ts'
import { outagesOf } from './outages.ts'
import type { Random } from './random.ts'
import { BLOCK_REWARD, epochGrant, type Reward } from './rewards.ts'
import {
  type DecidedBlock,
  decideBlock,
  drawnRoundFaults,
  type GeneratedParent,
  NO_ROUND_FAULTS,
} from './rounds.ts'

/** A block of a simulated night, with what was decided about it. */
export type SimulatedBlock = {
  readonly height: number
  readonly info: Uint8Array
  readonly hash: Uint8Array
  readonly committedAtMs: number
  readonly set: EpochSet
  readonly account: CheckedEpoch
  readonly rewards: readonly Reward[]
}

/** An epoch under way. */
type OpenEpoch = {
  readonly set: EpochSet
  readonly account: CheckedEpoch
  readonly pollAt: number
  snapshot: readonly PollCandidate[]
}

/**
 * A network whose every block is valid by the chain's rules: seats drawn, slots lost and lists cut as the epochs bring
 * it, from the first block on, without end. One block after another, so that a night of any length can be written.
 */
export function* simulated(
  options: GenerateOptions,
  params: NetworkParams,
  delegates: readonly GeneratedDelegate[],
  random: Random,
): Generator<SimulatedBlock, never> {
  const byOperator = new Map(delegates.map((delegate) => [delegate.operator, delegate]))
  const votes = new Map(delegates.map(({ operator, selfStakeRau }) => [operator, selfStakeRau]))
  const outages = outagesOf(options.faults, random)
  const isMixed = options.faults === 'mixed' || options.faults === 'usual'
  const unproductive: UnproductiveEpoch[] = []
  const begin = (epoch: number, snapshot: readonly PollCandidate[]): OpenEpoch => {
    const set = epochSet(params, epoch, snapshot, unproductive)
    outages.beginEpoch(set.seats)
    const laterBy = isMixed && random.chance(0.2) ? 1 + random.below(3) : 0
    return { set, account: openAccount(set), pollAt: pollHeight(params, epoch, laterBy), snapshot }
  }
  let parent: (GeneratedParent & { readonly hash: Uint8Array }) | null = null
  let parentHash = keccak256(Buffer.from(`${options.name} ${options.seed}`))
  let open = begin(1, snapshotAt(params, 1, params.genesisMs, delegates, votes))
  for (let height = 1; ; height++) {
    if (height > open.set.endHeight) {
      unproductive.splice(0, unproductive.length - options.probationEpochs)
      open = begin(epochOf(params, height), open.snapshot)
    }
    const away = outages.next(height)
    const faults = isMixed && parent !== null ? drawnRoundFaults(params.seats, random) : NO_ROUND_FAULTS
    const isAway = (seat: number) => away.has(open.set.seats[seat] ?? '')
    const decided: DecidedBlock = decideBlock(params, height, parent, { ...faults, isAway })
    enter(open.account, height, decided)
    const producer = delegateAt(open.set.seats[(height + decided.round) % params.seats], byOperator)
    if (height === open.pollAt) {
      drift(votes, random)
      open.snapshot = snapshotAt(params, height, parent?.atMs ?? params.genesisMs, delegates, votes)
    }
    const { actions, rewards } = actionsAt(params, height, open, producer, unproductive)
    const present = open.set.seats.filter((operator) => !away.has(operator))
    const endorsers = random
      .draw(present, quorumOf(params.seats))
      .map((operator) => delegateAt(operator, byOperator))
    const { atMs, committedAtMs } = decided
    const { info, hash } = builtBlock({
      height,
      atMs,
      committedAtMs,
      parentHash,
      producer,
      endorsers,
      actions,
    })
    parent = { height, atMs, committedAtMs, hash }
    parentHash = hash
    yield { height, info, hash, committedAtMs, set: open.set, account: open.account, rewards }
  }
}

function delegateAt(
  operator: string | undefined,
  byOperator: ReadonlyMap<string, GeneratedDelegate>,
): GeneratedDelegate {
  const delegate = byOperator.get(operator ?? '')
  if (delegate === undefined) throw new RangeError(`nobody is registered as ${operator}`)
  return delegate
}

function actionsAt(
  params: NetworkParams,
  height: number,
  open: OpenEpoch,
  producer: GeneratedDelegate,
  unproductive: UnproductiveEpoch[],
): { actions: GeneratedAction[]; rewards: Reward[] } {
  const actions: GeneratedAction[] = []
  const rewards: Reward[] = []
  const place = () => ({ height, txIndex: actions.length, logIndex: rewards.length })
  if (height === open.pollAt) {
    actions.push(putPollResult(open.set.endHeight + 1, open.snapshot, producer, place()))
  }
  const { blockRewardRau } = eraAt(params, height)
  const reward = { type: BLOCK_REWARD, address: rewardAddress(open.set, producer), amountRau: blockRewardRau }
  actions.push(grantReward(params, 0, [reward], producer, place()))
  rewards.push(reward)
  if (height === open.set.endHeight) {
    const short = close(open.account, params)
    unproductive.push(unproductiveKeys(params, open.set, [...short.keys()]))
    const granted = epochGrant(params, open.set, blockRewardRau, short)
    actions.push(grantReward(params, 1, granted, producer, place()))
    rewards.push(...granted)
  }
  return { actions, rewards }
}

/** Where a producer is paid: as the epoch's own list has it. */
function rewardAddress(set: EpochSet, producer: GeneratedDelegate): string {
  return set.candidates.find(({ operator }) => operator === producer.operator)?.reward ?? producer.reward
}
