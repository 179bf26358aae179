import { eraAt } from '#lib/chain/eras.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { mayBeAway } from '#lib/chain/quorum.ts'
import type { Random } from './random.ts'

/** What the next height's rounds hang on. */
export type GeneratedParent = {
  readonly atMs: number
  readonly committedAtMs: number
  readonly height: number
}

export type DecidedBlock = {
  readonly round: number
  readonly atMs: number
  readonly committedAtMs: number
  readonly lateRounds: number
  /** Rounds that were lost and can be blamed, with the seat that held them. */
  readonly missed: readonly { readonly round: number; readonly seat: number }[]
  readonly cause: 'delegate' | 'network'
}

export type RoundFaults = {
  readonly isAway: (seat: number) => boolean
  /** Rounds in which no quorum answers; 0 = none. */
  readonly haltRounds: number
  /** Rounds the block needs after its own. */
  readonly lateRounds: number
  /** Whether the holder of the round that runs when a late parent commits is still in time. */
  readonly isInTime: boolean
}

/**
 * When the next block comes and who was skipped before it, decided by who is there; the numbers are counted here from
 * the rule of the sheet, apart from the project's own derivation, which they are to check.
 */
export function decideBlock(
  params: NetworkParams,
  height: number,
  parent: GeneratedParent | null,
  faults: RoundFaults,
): DecidedBlock {
  const { blockIntervalMs: interval, footerDelayMs } = eraAt(params, height)
  const since = parent === null ? 0 : parent.atMs - params.genesisMs
  const base = params.genesisMs + Math.floor(since / interval) * interval
  const committed = parent === null ? base : parent.committedAtMs - eraAt(params, parent.height).footerDelayMs
  const open = Math.max(0, Math.floor((committed - base) / interval))
  const seatOf = (round: number) => (height + round) % params.seats
  const sameEra = parent !== null && eraAt(params, parent.height).blockIntervalMs === interval
  const early = open > 0 && sameEra && faults.isInTime && !faults.isAway(seatOf(open - 1))
  let round = early ? open - 1 : open + faults.haltRounds
  while (faults.isAway(seatOf(round))) round += 1
  const missed = Array.from({ length: Math.max(0, round - open) }, (_, index) => ({
    round: open + index,
    seat: seatOf(open + index),
  }))
  const atMs = base + (round + 1) * interval
  return {
    round,
    atMs,
    committedAtMs: atMs + faults.lateRounds * interval + footerDelayMs,
    lateRounds: faults.lateRounds,
    missed,
    cause: missed.length > mayBeAway(params.seats) ? 'network' : 'delegate',
  }
}

const LATE = 0.004
const HALT = 0.0002

/** What else goes wrong at a height of a mixed night. */
export function drawnRoundFaults(seats: number, random: Random): Omit<RoundFaults, 'isAway'> {
  return {
    haltRounds: random.chance(HALT) ? mayBeAway(seats) + 1 + random.below(seats * 2) : 0,
    lateRounds: random.chance(LATE) ? 1 + random.below(3) : 0,
    isInTime: random.chance(0.5),
  }
}

export const NO_ROUND_FAULTS = { haltRounds: 0, lateRounds: 0, isInTime: false } as const
