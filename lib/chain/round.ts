import { eraAt } from './eras.ts'
import { ChainError } from './errors.ts'
import { isForked, type NetworkParams } from './params.ts'

/** What of a block decides the rounds of the next height. */
export type Parent = {
  readonly height: number
  /** Header timestamp (the propose time), Unix ms. */
  readonly atMs: number
  /** Rounds it needed after its own until it committed (k), from its proven footer. */
  readonly lateRounds: number
  /** Footer timestamp, Unix ms. */
  readonly committedAtMs: number
}

/**
 * Where the rounds of a height are counted from, Unix ms: the parent's time rounded down to the grid of this height's
 * interval from genesis. Before Bering the parent's commit time is taken. `parent` is null for height 1.
 * Source: iotex-core consensus/scheme/rolldpos/roundcalculator.go, roundInfo.
 */
export function roundBaseMs(params: NetworkParams, height: number, parent: Parent | null): number {
  if (parent === null) return params.genesisMs
  const { blockIntervalMs } = eraAt(params, height)
  const since = isForked(params, 'bering', height) ? parent.atMs : parent.committedAtMs
  return params.genesisMs + Math.floor((since - params.genesisMs) / blockIntervalMs) * blockIntervalMs
}

/** When a round of a height starts, Unix ms; its proposer puts exactly this instant into the header. */
export function roundStartMs(params: NetworkParams, height: number, baseMs: number, round: number): number {
  return baseMs + (round + 1) * eraAt(params, height).blockIntervalMs
}

/**
 * The round, from 0, in which a block of the chain was produced.
 * @throws {ChainError} `not_after_parent`, `off_grid`: interval, genesis time or timestamp is wrong; never rounded.
 */
export function roundOf(params: NetworkParams, height: number, atMs: number, parent: Parent | null): number {
  const base = roundBaseMs(params, height, parent)
  const round = (atMs - base) / eraAt(params, height).blockIntervalMs - 1
  if (round < 0)
    throw new ChainError('not_after_parent', `block ${height} at ${atMs} starts no round after ${base}`)
  if (!Number.isInteger(round)) {
    throw new ChainError('off_grid', `block ${height} at ${atMs} lies between rounds counted from ${base}`)
  }
  return round
}

/**
 * Rounds a block needed after its own until it committed (k): 0 in the common case, above 0 a late commit.
 * @throws {ChainError} `off_grid`: the footer's time is no end of a round.
 */
export function lateRounds(
  params: NetworkParams,
  height: number,
  atMs: number,
  committedAtMs: number,
): number {
  const { blockIntervalMs, footerDelayMs } = eraAt(params, height)
  const rounds = (committedAtMs - footerDelayMs - atMs) / blockIntervalMs
  if (rounds < 0 || !Number.isInteger(rounds)) {
    throw new ChainError(
      'off_grid',
      `footer of block ${height} at ${committedAtMs} ends no round after ${atMs}`,
    )
  }
  return rounds
}

/**
 * The first round of a height that anybody can be blamed for (p): earlier ones never opened, since the parent itself
 * committed late. It bounds blame, not production: the block of a height may come in a round below it.
 */
export function firstBlamableRound(params: NetworkParams, height: number, parent: Parent | null): number {
  if (parent === null || parent.lateRounds === 0) return 0
  const committedInMs = parent.atMs + parent.lateRounds * eraAt(params, parent.height).blockIntervalMs
  const base = roundBaseMs(params, height, parent)
  return Math.max(0, Math.floor((committedInMs - base) / eraAt(params, height).blockIntervalMs))
}
