import { candidatesAfterCut, drawSeats, type PollCandidate, type RankedCandidate } from './candidates.ts'
import { blocksInEpoch, epochEnd, epochStart } from './epoch.ts'
import type { NetworkParams } from './params.ts'
import {
  type Listed,
  probationKey,
  probationList,
  probationWindowStart,
  type UnproductiveEpoch,
} from './probation.ts'
import { expectedBlocks, isUnproductive } from './productivity.ts'
import { primarySlots } from './proposer.ts'

/** A seat of the open epoch and what it produced so far, in proposer order. */
export type SeatProduction = Listed & { readonly producedBlocks: number }

export type OpenEpochFacts = {
  readonly epoch: number
  /** Last stored height; the epoch's first block may be still to come. */
  readonly tipHeight: number
  readonly seats: readonly SeatProduction[]
  /** Unproductive delegates of earlier epochs, as far as they are known. */
  readonly unproductive: readonly UnproductiveEpoch[]
  /** The first epoch whose production is known; earlier ones' probation cannot be told. */
  readonly knownFromEpoch: number
  /** Keys on the open epoch's own probation list: they are kept where the epochs before are not known. */
  readonly onProbation: readonly string[]
}

/**
 * Whether a seat will have been unproductive, whatever happens in the rest of its epoch: null while both may still
 * come. `remainingBlocks` could all be its own (it may cover for others) or none.
 */
export function decidedUnproductive(
  producedBlocks: number,
  remainingBlocks: number,
  expected: number,
  thresholdPercent: number,
): boolean | null {
  const at = (produced: number) =>
    isUnproductive({ producedBlocks: produced, expectedBlocks: expected }, thresholdPercent)
  if (!at(producedBlocks)) return false
  return at(producedBlocks + remainingBlocks) ? true : null
}

type Projection = {
  readonly probation: ReadonlyMap<string, number>
  /** Whether nothing that can still happen in the open epoch changes who is on probation in the next. */
  readonly settled: boolean
}

function projectedProbation(params: NetworkParams, facts: OpenEpochFacts): Projection {
  const { epoch, seats, unproductive } = facts
  const end = epochEnd(params, epoch)
  const from = Math.max(facts.tipHeight + 1, epochStart(params, epoch))
  const expected = expectedBlocks(blocksInEpoch(params, epoch), params.seats)
  const already = probationList(params, epoch + 1, unproductive)
  const isKnown = facts.knownFromEpoch <= probationWindowStart(params, epoch + 1)
  let settled = isKnown
  const keys: string[] = []
  for (const [seat, delegate] of seats.entries()) {
    const key = probationKey(params, epoch, delegate)
    const { producedBlocks } = delegate
    const threshold = params.productivityThresholdPercent
    const decided = decidedUnproductive(producedBlocks, end - from + 1, expected, threshold)
    if (decided === null && !already.has(key)) settled = false
    const likely = producedBlocks + primarySlots(params, seat, from, end)
    if (decided ?? isUnproductive({ producedBlocks: likely, expectedBlocks: expected }, threshold))
      keys.push(key)
  }
  const probation = probationList(params, epoch + 1, [...unproductive, { epoch, keys }])
  if (!isKnown) for (const key of facts.onProbation) probation.set(key, probation.get(key) ?? 1)
  return { probation, settled }
}

export type NextSet = {
  readonly epoch: number
  readonly basis: 'poll_result' | 'current_votes'
  readonly certain: boolean
  readonly candidates: readonly RankedCandidate[]
  /** Operators in proposer order. */
  readonly seats: readonly string[]
}

/**
 * The seats of the next epoch as far as they can be told from verified blocks. The list is the poll result when it is in,
 * else the open epoch's own, votes before the cut. A seat whose productivity is still open is taken to produce its
 * remaining primary slots. `certain`: the poll result is in, and no delegate can still enter or leave probation.
 * At the epoch's last block this is what the chain itself computes.
 * @throws {ChainError} `too_few_candidates`.
 */
export function nextSet(
  params: NetworkParams,
  facts: OpenEpochFacts,
  pollResult: readonly PollCandidate[] | null,
  currentList: readonly PollCandidate[],
): NextSet {
  const epoch = facts.epoch + 1
  const { probation, settled } = projectedProbation(params, facts)
  const candidates = candidatesAfterCut(params, epoch, pollResult ?? currentList, probation)
  return {
    epoch,
    basis: pollResult === null ? 'current_votes' : 'poll_result',
    certain: pollResult !== null && settled,
    candidates,
    seats: drawSeats(params, epoch, candidates),
  }
}
