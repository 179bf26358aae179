import { eraAt } from './eras.ts'
import type { NetworkParams } from './params.ts'
import { proposerSeat } from './proposer.ts'
import { mayBeAway } from './quorum.ts'
import { firstBlamableRound, type Parent, roundBaseMs, roundStartMs } from './round.ts'

/** A scheduled chance whose block did not win. */
export type MissedSlot = {
  readonly height: number
  readonly round: number
  /** 0-based in proposer order: whose chance it was. */
  readonly seat: number
  /** `primary`: round 0 of its height; `covering`: standing in for an earlier one. */
  readonly kind: 'primary' | 'covering'
  /** `network` when more rounds were lost in a row than seats may be away: no single seat is to blame. */
  readonly cause: 'delegate' | 'network'
  /** Lost rounds in a row at this height. */
  readonly run: number
  /** Start of the round, Unix ms. */
  readonly atMs: number
}

/**
 * The slots of a height that were missed before the round that produced it: every round from the first one that opened
 * (footers rule out phantom rounds) to the one before. None when the block came below the first blamable round.
 * Source: iotex-core consensus/scheme/rolldpos/roundcalculator.go; confirmed slot by slot against the nodes' own logs.
 */
export function missedSlotsBefore(
  params: NetworkParams,
  height: number,
  round: number,
  parent: Parent | null,
): MissedSlot[] {
  const first = firstBlamableRound(params, height, parent)
  const base = roundBaseMs(params, height, parent)
  const run = Math.max(0, round - first)
  return Array.from({ length: run }, (_, index) => {
    const lost = first + index
    return {
      height,
      round: lost,
      seat: proposerSeat(params, height, lost),
      kind: lost === 0 ? 'primary' : 'covering',
      cause: causeOfRun(params, run),
      run,
      atMs: roundStartMs(params, height, base, lost),
    }
  })
}

/** Whom a run of lost rounds at one height is to be blamed on: as many as may be away are still the delegates'. */
export function causeOfRun(params: NetworkParams, run: number): 'delegate' | 'network' {
  return run > mayBeAway(params.seats) ? 'network' : 'delegate'
}

/**
 * How long after a round's end its block may still reach us, in ms of network time. A block commits some hundred
 * milliseconds before its round ends; without this a slow answer would look like a lost round.
 */
const ARRIVAL_GRACE_MS = 500

/**
 * The round that is running, from 0, at the height after `tip`, told by an instant at which a trusted node still had no
 * block for it: every round before it, from the first blamable one on, is lost, provisionally until the height commits.
 */
export function openRoundAt(params: NetworkParams, tip: Parent | null, askedAtMs: number): number {
  const height = (tip?.height ?? 0) + 1
  const { blockIntervalMs } = eraAt(params, height)
  const elapsedMs = askedAtMs - ARRIVAL_GRACE_MS - roundBaseMs(params, height, tip)
  return Math.max(firstBlamableRound(params, height, tip), Math.floor(elapsedMs / blockIntervalMs) - 1)
}
