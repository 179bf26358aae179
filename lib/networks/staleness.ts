import type { NetworkState } from './schema.ts'

/** Why what a page shows may be old, and since when (wall time, Unix ms). */
export type Staleness =
  | { readonly stale: false }
  | {
      readonly stale: true
      readonly reason: 'page_unanswered' | 'network_unwatched'
      readonly sinceMs: number
    }

const STALE_AFTER_MS = 15_000

/**
 * Whether what is shown may be old: our own server has not answered the page (`answeredAtMs`), or nobody has looked at
 * the network (`checkedAtMs`), for more than 15 s of wall time. A recording that has ended need not be looked at.
 */
export function staleness(
  {
    state,
    checkedAtMs,
    answeredAtMs,
  }: { state: NetworkState; checkedAtMs: number | null; answeredAtMs: number },
  wallMs: number,
): Staleness {
  if (answeredAtMs > 0 && wallMs - answeredAtMs > STALE_AFTER_MS) {
    return { stale: true, reason: 'page_unanswered', sinceMs: answeredAtMs }
  }
  if (state !== 'ended' && checkedAtMs !== null && wallMs - checkedAtMs > STALE_AFTER_MS) {
    return { stale: true, reason: 'network_unwatched', sinceMs: checkedAtMs }
  }
  return { stale: false }
}
