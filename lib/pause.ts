import { setTimeout as timeout } from 'node:timers/promises'

/** Waits, at most until the signal aborts; it never throws. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await timeout(ms, undefined, { signal }).catch(() => undefined)
}
