import { z } from 'zod'
import type { NetworkClock } from '#lib/clock.ts'

const ClockJson = z.object({
  anchorWallMs: z.number(),
  anchorNetworkMs: z.number(),
  speed: z.number().min(0),
  endsAtMs: z.number().nullable(),
  endHeight: z.int().nullable(),
})

const TIMEOUT_MS = 2000

/** The clock of our own devnet, from its control port; never from a node's wire. Null when it does not answer. */
export async function practiceClock(control: string, signal: AbortSignal): Promise<NetworkClock | null> {
  try {
    const answer = await fetch(new URL('/clock', control), {
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    return ClockJson.parse(await answer.json())
  } catch {
    return null // the devnet is starting or gone; the last clock stays in force
  }
}
