import type { NetworkParams } from '#lib/chain/params.ts'
import type { NetworkClock } from '#lib/clock.ts'
import type { Pause } from './pauses.ts'
import type { NetworkKind, NetworkState, NetworkView } from './schema.ts'

/** The newest stored block. */
export type Tip = {
  readonly height: number
  readonly hash: string
  readonly at: Date
  readonly lateRounds: number
}

/** A run of stored blocks; `nextHeight` is the first one it does not hold yet. */
export type Span = {
  readonly fromHeight: number
  readonly nextHeight: number
  readonly untilHeight: number | null
}

/** A followed network with what its follower last knew. */
export type Network = {
  /** Key of its rows; never leaves the server. */
  readonly key: number
  readonly slug: string
  readonly name: string
  readonly kind: NetworkKind
  readonly params: NetworkParams
  readonly state: NetworkState
  readonly stateSince: Date
  readonly checkedAt: Date | null
  /** Network time at which a trusted endpoint last said what its tip is. */
  readonly askedAt: Date | null
  readonly claimedTip: number | null
  readonly clock: ViewClock | null
  readonly stop: NetworkView['stop']
  readonly backfillPerSecond: number | null
  /** Declared pauses that do not end before the tip, by when they begin. */
  readonly pauses: readonly Pause[]
  readonly tail: Span | null
  readonly backfill: Span | null
  readonly tip: Tip | null
}

type ViewClock = Omit<NetworkClock, 'endHeight'>

/** Whether a span still has blocks to fetch. */
function isUnfinished(span: Span | null): span is Span & { readonly untilHeight: number } {
  return span !== null && span.untilHeight !== null && span.nextHeight <= span.untilHeight
}

/** The last block of the stored range that begins where following started; null before its first block. */
export function verifiedTo({ tail, backfill }: Pick<Network, 'tail' | 'backfill'>): number | null {
  if (isUnfinished(backfill)) return lastOf(backfill)
  return lastOf(tail) ?? lastOf(backfill)
}

/** The lowest height that is or will be stored. */
export function followedFrom({ tail, backfill }: Pick<Network, 'tail' | 'backfill'>): number | null {
  const starts = [tail, backfill].flatMap((span) => (span === null ? [] : [span.fromHeight]))
  return starts.length === 0 ? null : Math.min(...starts)
}

/** The backfill as pages show it; null when there is none or it is done. */
export function backfillLeft(
  network: Pick<Network, 'backfill' | 'backfillPerSecond'>,
): NetworkView['backfill'] {
  const { backfill } = network
  if (!isUnfinished(backfill)) return null
  const { nextHeight, untilHeight } = backfill
  return { nextHeight, untilHeight, perSecond: network.backfillPerSecond }
}

function lastOf(span: Span | null): number | null {
  return span !== null && span.nextHeight > span.fromHeight ? span.nextHeight - 1 : null
}
