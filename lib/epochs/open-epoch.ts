import { drawSeats, type PollCandidate, type RankedCandidate } from '#lib/chain/candidates.ts'
import { blocksInEpoch, epochEnd, epochStart } from '#lib/chain/epoch.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { probationKey, type UnproductiveEpoch } from '#lib/chain/probation.ts'
import { expectedBlocks, isUnproductive } from '#lib/chain/productivity.ts'

/** Counts of one seat in the open epoch. */
export type SeatCounts = { produced: number; missedPrimary: number; missedCovering: number }

/** The epoch that blocks are being added to. Its counts grow in place, block by block. */
export type OpenEpoch = {
  readonly epoch: number
  readonly startHeight: number
  readonly endHeight: number
  /** By rank. */
  readonly list: readonly RankedCandidate[]
  /** Operators in proposer order, and the place of each. */
  readonly seats: readonly string[]
  readonly seatOf: ReadonlyMap<string, number>
  /** Endpoints that gave the lists, where verified blocks could not; null = derived. */
  readonly checkpoint: Checkpoint | null
  /** The nodes' own answer to who has the seats; null = nobody said. */
  readonly seatsCheck: SeatsCheck | null
  readonly counts: readonly SeatCounts[]
  producedBlocks: number
  lostRounds: number
  networkLostRounds: number
  lateCommits: number
  pollResult: { readonly height: number; readonly candidates: readonly PollCandidate[] } | null
}

/** How a node's own answer compares with the seats we derived. */
export type SeatsCheck = { readonly endpoint: string; readonly equal: boolean; readonly detail: string }

/** Where lists that no verified block gives came from. */
export type Checkpoint = { readonly endpoints: readonly string[]; readonly agreed: boolean }

/**
 * An epoch before its first block.
 * @throws {ChainError} `too_few_candidates`.
 */
export function openEpoch(
  params: NetworkParams,
  epoch: number,
  list: readonly RankedCandidate[],
  checkpoint: Checkpoint | null,
): OpenEpoch {
  const seats = drawSeats(params, epoch, list)
  return {
    epoch,
    startHeight: epochStart(params, epoch),
    endHeight: epochEnd(params, epoch),
    list,
    seats,
    seatOf: new Map(seats.map((operator, seat) => [operator, seat])),
    checkpoint,
    seatsCheck: null,
    counts: seats.map(() => ({ produced: 0, missedPrimary: 0, missedCovering: 0 })),
    producedBlocks: 0,
    lostRounds: 0,
    networkLostRounds: 0,
    lateCommits: 0,
    pollResult: null,
  }
}

/** A copy that can grow while the first stays as it was. */
export function copyOf(open: OpenEpoch): OpenEpoch {
  return { ...open, counts: open.counts.map((counts) => ({ ...counts })) }
}

export function isComplete(open: OpenEpoch): boolean {
  return open.startHeight + open.producedBlocks > open.endHeight
}

/** Blocks each seat of an epoch is given by the schedule. */
export function expectedOf(params: NetworkParams, epoch: number): number {
  return expectedBlocks(blocksInEpoch(params, epoch), params.seats)
}

/** The seats that a complete epoch leaves unproductive, under the keys the chain puts them on probation by. */
export function unproductiveIn(params: NetworkParams, open: OpenEpoch): UnproductiveEpoch {
  const expected = expectedOf(params, open.epoch)
  const identities = new Map(open.list.map(({ operator, identity }) => [operator, identity]))
  const keys = open.seats.flatMap((operator, seat) => {
    const producedBlocks = open.counts[seat]?.produced ?? 0
    const production = { producedBlocks, expectedBlocks: expected }
    if (!isUnproductive(production, params.productivityThresholdPercent)) return []
    return [probationKey(params, open.epoch, { operator, identity: identities.get(operator) ?? '' })]
  })
  return { epoch: open.epoch, keys }
}
