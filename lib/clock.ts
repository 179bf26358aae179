/** How a practice network's time runs against the wall clock; real networks have none. */
export type NetworkClock = {
  /** Wall instant, Unix ms, at which `anchorNetworkMs` was the network's time. */
  readonly anchorWallMs: number
  readonly anchorNetworkMs: number
  /** Network seconds in a wall second. */
  readonly speed: number
  /** Network time never passes this: the recording's end; null while it goes on for ever. */
  readonly endsAtMs: number | null
  /** The recording's last height; null while it goes on for ever. */
  readonly endHeight: number | null
}

/** Wall time in Unix ms: tokens, sessions, HTTP timeouts, leases. The only place that reads it. */
export function wallNow(): number {
  return Date.now()
}

/**
 * A network's time in Unix ms at a wall instant: block ages, slots and stalls are told by it.
 * Null clock = real time. A recording's time stands still at its end.
 */
export function networkTime(clock: Omit<NetworkClock, 'endHeight'> | null, wallMs: number): number {
  if (clock === null) return wallMs
  const running = clock.anchorNetworkMs + (wallMs - clock.anchorWallMs) * clock.speed
  return clock.endsAtMs === null ? running : Math.min(running, clock.endsAtMs)
}
