import {
  candidatesAfterCut,
  drawSeats,
  type PollCandidate,
  type RankedCandidate,
} from '#lib/chain/candidates.ts'
import { epochEnd, epochStart, pollResultHeight } from '#lib/chain/epoch.ts'
import { isForked, type NetworkParams } from '#lib/chain/params.ts'
import { probationKey, probationList, type UnproductiveEpoch } from '#lib/chain/probation.ts'
import { tiePriority } from '#lib/chain/vote-sort.ts'
import type { GeneratedDelegate } from './delegates.ts'
import type { Random } from './random.ts'

/** An epoch as the chain itself sets it up. */
export type EpochSet = {
  readonly epoch: number
  readonly startHeight: number
  readonly endHeight: number
  readonly candidates: readonly RankedCandidate[]
  readonly probation: ReadonlyMap<string, number>
  /** Operators in proposer order. */
  readonly seats: readonly string[]
}

/** Sets an epoch up from the snapshot of its candidates and who was unproductive before. */
export function epochSet(
  params: NetworkParams,
  epoch: number,
  snapshot: readonly PollCandidate[],
  unproductive: readonly UnproductiveEpoch[],
): EpochSet {
  const probation = probationList(params, epoch, unproductive)
  const candidates = candidatesAfterCut(params, epoch, snapshot, probation)
  const seats = drawSeats(params, epoch, candidates)
  return {
    epoch,
    startHeight: epochStart(params, epoch),
    endHeight: epochEnd(params, epoch),
    candidates,
    probation,
    seats,
  }
}

/**
 * The candidate snapshot that a block at `height` carries: votes above the threshold, ordered by votes and then by the
 * draw over names seeded with the parent's seconds. Identities are told from Yap on.
 */
export function snapshotAt(
  params: NetworkParams,
  height: number,
  parentAtMs: number,
  delegates: readonly GeneratedDelegate[],
  votes: ReadonlyMap<string, bigint>,
): PollCandidate[] {
  const seed = Math.floor(parentAtMs / 1000)
  const told = isForked(params, 'yap', height)
  return delegates
    .map((delegate) => ({
      delegate,
      votes: votes.get(delegate.operator) ?? 0n,
      tie: tiePriority(delegate.name, seed),
    }))
    .filter(({ votes }) => votes >= params.scoreThresholdRau)
    .sort((a, b) => (a.votes !== b.votes ? (a.votes > b.votes ? -1 : 1) : a.tie > b.tie ? -1 : 1))
    .map(({ delegate, votes }) => ({
      operator: delegate.operator,
      identity: told ? delegate.owner : '',
      reward: delegate.reward,
      votes,
    }))
}

/** Votes that move a little, and now and then meet. */
export function drift(votes: Map<string, bigint>, random: Random): void {
  for (const [operator, amount] of votes) {
    votes.set(operator, amount + (amount * BigInt(random.below(401) - 200)) / 10_000n)
  }
  if (!random.chance(0.3)) return
  const [one, other] = random.draw([...votes.keys()], 2)
  if (one !== undefined && other !== undefined) votes.set(one, votes.get(other) ?? 0n)
}

/** The keys under which an epoch's unproductive delegates enter the probation lists. */
export function unproductiveKeys(
  params: NetworkParams,
  set: EpochSet,
  operators: readonly string[],
): UnproductiveEpoch {
  const identities = new Map(set.candidates.map(({ operator, identity }) => [operator, identity]))
  const keys = operators.map((operator) =>
    probationKey(params, set.epoch, { operator, identity: identities.get(operator) ?? '' }),
  )
  return { epoch: set.epoch, keys: [...new Set(keys)] }
}

/** The height that carries the poll result of an epoch. */
export function pollHeight(params: NetworkParams, epoch: number, laterBy: number): number {
  return Math.min(pollResultHeight(params, epoch) + laterBy, epochEnd(params, epoch) - 1)
}
