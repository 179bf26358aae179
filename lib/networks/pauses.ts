/** A stretch of network time that staff declared: rounds lost in it are nobody's. Half-open; Unix ms. */
export type Pause = {
  readonly id: number
  readonly fromMs: number
  /** Null = until it is ended. */
  readonly untilMs: number | null
  readonly why: string
}

/** The pause that an instant lies in, the newest of several; null = none. */
export function pauseAt(pauses: readonly Pause[], atMs: number): Pause | null {
  return (
    pauses.findLast(({ fromMs, untilMs }) => fromMs <= atMs && (untilMs === null || atMs < untilMs)) ?? null
  )
}
