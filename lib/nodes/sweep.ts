import type { NetworkState } from '#lib/networks/schema.ts'

const EVERY_MS = 15_000
const EVERY_MS_IN_TROUBLE = 5000
const FASTEST_MS = 1000

/** Whether rounds are being lost: then it matters at once who answers. */
export function isInTrouble(state: NetworkState): boolean {
  return state === 'slow' || state === 'stalled'
}

/**
 * Wall milliseconds between two sweeps: 15 s of the network's time, 5 s while it loses rounds, never under one second.
 * `speed` is how much faster than the wall clock the network's time runs; 1 for a real one.
 */
export function sweepEveryMs(state: NetworkState, speed: number): number {
  const ms = isInTrouble(state) ? EVERY_MS_IN_TROUBLE : EVERY_MS
  return Math.min(ms, Math.max(FASTEST_MS, ms / speed))
}

/** Does `work` for each item, at most `limit` at once, in their order. */
export async function eachLimited<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = items.values()
  const worker = async (): Promise<void> => {
    for (const item of left) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
}
