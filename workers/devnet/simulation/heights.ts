import { eraAt } from '#lib/chain/eras.ts'
import { isForked, type NetworkParams } from '#lib/chain/params.ts'

/** What the rounds of the next height hang on. */
export type CommittedBlock = {
  readonly height: number
  /** Header timestamp, Unix ms. */
  readonly atMs: number
  readonly committedAtMs: number
  /** Rounds it needed after its own. */
  readonly lateRounds: number
}

/** A height that has no block yet: when its rounds are, and which of them is the first that ever opened. */
export type OpenHeight = {
  readonly height: number
  readonly openRound: number
  /** Start of a round: what its proposer writes into the header. */
  readonly startMs: (round: number) => number
  /** When a block commits that gets all its votes in that round. */
  readonly commitMs: (round: number) => number
}

/**
 * The rounds of the height after a block; null = before the first. Counted here from the sheet's own rule, apart from the
 * project's derivation, which devnet is to check.
 */
export function openHeightAfter(params: NetworkParams, parent: CommittedBlock | null): OpenHeight {
  const height = (parent?.height ?? 0) + 1
  const { blockIntervalMs: interval, footerDelayMs } = eraAt(params, height)
  const counted = isForked(params, 'bering', height) ? parent?.atMs : parent?.committedAtMs
  const since = counted === undefined ? 0 : counted - params.genesisMs
  const base = params.genesisMs + Math.floor(since / interval) * interval
  const startMs = (round: number) => base + (round + 1) * interval
  return {
    height,
    openRound: parent === null ? 0 : openRound(params, parent, base, interval),
    startMs,
    commitMs: (round) => startMs(round) + footerDelayMs,
  }
}

/** Rounds that began before the parent committed never opened. */
function openRound(params: NetworkParams, parent: CommittedBlock, base: number, interval: number): number {
  if (parent.lateRounds === 0) return 0
  const committedIn = parent.committedAtMs - eraAt(params, parent.height).footerDelayMs
  return Math.max(0, Math.floor((committedIn - base) / interval))
}

/** Whether the round before the first open one may still produce: only while the interval stays the same. */
export function mayBeInTime(params: NetworkParams, { height, lateRounds }: CommittedBlock): boolean {
  return lateRounds > 0 && eraAt(params, height).blockIntervalMs === eraAt(params, height + 1).blockIntervalMs
}
