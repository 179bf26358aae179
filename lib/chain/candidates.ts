import { epochStart } from './epoch.ts'
import { ChainError } from './errors.ts'
import { isForked, type NetworkParams } from './params.ts'
import { type Listed, lookupKey } from './probation.ts'
import { votesOnProbation } from './probation-votes.ts'
import { shuffled } from './shuffle.ts'
import { voteSorted } from './vote-sort.ts'

/** A candidate as PutPollResult lists it. */
export type PollCandidate = Listed & { readonly reward: string; readonly votes: bigint }

/** A candidate in an epoch's own list; its rank is its place in the list, from 1. */
export type RankedCandidate = Listed & {
  readonly reward: string
  /** Rau after the probation cut. */
  readonly votes: bigint
  /** Null where only an endpoint's list after the cut is known. */
  readonly votesBeforeCut: bigint | null
  /** Epochs on the probation list; 0 = not on probation. */
  readonly probationCount: number
}

/**
 * An epoch's candidate list: votes of those on probation are cut, then the whole list is ordered by votes with the
 * epoch's start height as seed. Before Easter the poll result's own order stands.
 * Source: iotex-core action/protocol/poll/slasher.go, filterCandidates.
 */
export function candidatesAfterCut(
  params: NetworkParams,
  epoch: number,
  list: readonly PollCandidate[],
  probation: ReadonlyMap<string, number>,
): RankedCandidate[] {
  const start = epochStart(params, epoch)
  const cut = list.map((candidate): RankedCandidate => {
    const count = probation.get(lookupKey(params, epoch, candidate)) ?? 0
    const { operator, identity, reward, votes } = candidate
    const left = count > 0 ? votesOnProbation(votes, params.probationIntensityPercent) : votes
    return { operator, identity, reward, votes: left, votesBeforeCut: votes, probationCount: count }
  })
  return isForked(params, 'easter', start) ? voteSorted(cut, start) : cut
}

/**
 * The seats of an epoch, operators in proposer order: the first `candidateSeats` of the list without those that have no
 * votes, shuffled with the epoch's start height; the first `seats` of that.
 * Source: iotex-core action/protocol/poll/slasher.go, calculateBlockProducer and calculateActiveBlockProducer.
 * @throws {ChainError} `too_few_candidates`: the chain itself cannot go on.
 */
export function drawSeats(
  params: NetworkParams,
  epoch: number,
  list: readonly { readonly operator: string; readonly votes: bigint }[],
): string[] {
  const pool = list.slice(0, params.candidateSeats).filter(({ votes }) => votes > 0n)
  if (pool.length < params.seats) {
    const found = `${pool.length} candidates with votes for ${params.seats} seats in epoch ${epoch}`
    throw new ChainError('too_few_candidates', found)
  }
  const order = shuffled(
    pool.map(({ operator }) => operator),
    epochStart(params, epoch),
  )
  return order.slice(0, params.seats)
}
