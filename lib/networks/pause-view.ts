import type { Pause } from './pauses.ts'
import type { PauseView } from './schema.ts'

/** A pause as API and pages show it. */
export function pauseView({ id, fromMs, untilMs, why }: Pause): PauseView {
  const until = untilMs === null ? null : new Date(untilMs).toISOString()
  return { id, from: new Date(fromMs).toISOString(), until, why }
}
