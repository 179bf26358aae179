import type { NetworkState } from './schema.ts'

/** What a follower sees of a network at one instant. */
export type Sight = {
  readonly isStopped: boolean
  /** Whether some endpoint was not asked yet. */
  readonly isLooking: boolean
  /** Endpoints that answer at all. */
  readonly answering: number
  /** Of those, the ones that are of this network and were not caught lying. */
  readonly trusted: number
  /** Highest stored block of the tail; null before the first. */
  readonly tipHeight: number | null
  /** Highest tip a trusted endpoint claims. */
  readonly claimedTip: number | null
  /** Whether older blocks are still being fetched. */
  readonly isBackfilling: boolean
  /** A replay's last height, when its clock stands at the end; null while it runs or for a network without end. */
  readonly endHeight: number | null
  /** Rounds lost so far at the height after the tip. */
  readonly lostRounds: number
  readonly mayBeAway: number
}

/** A tip that is this far ahead is not just the next block on its way to us. */
const BEHIND_BLOCKS = 3

/** What a page says first about a network; the gravest that holds. */
export function networkState(sight: Sight): NetworkState {
  if (sight.isStopped) return 'stopped'
  const { tipHeight, claimedTip, endHeight } = sight
  const hasEnded = endHeight !== null && tipHeight !== null && tipHeight >= endHeight && !sight.isBackfilling
  if (hasEnded) return 'ended'
  if (sight.trusted === 0 && sight.isLooking) return 'syncing'
  if (sight.trusted === 0) return sight.answering === 0 ? 'unreachable' : 'no_trusted_endpoint'
  if (tipHeight === null || endHeight !== null) return 'syncing'
  if (claimedTip !== null && claimedTip - tipHeight >= BEHIND_BLOCKS) return 'syncing'
  if (sight.lostRounds > sight.mayBeAway) return 'stalled'
  return sight.lostRounds > 0 ? 'slow' : 'live'
}
