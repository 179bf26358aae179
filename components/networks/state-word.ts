import type { Shape } from '#components/ui/glyph.tsx'
import type { Tone } from '#components/ui/state-mark.tsx'
import type { NetworkState } from '#lib/networks/schema.ts'

/** How each state of a network looks. Red means a person must act. */
export const STATE_WORD: Record<
  NetworkState,
  { readonly shape: Shape; readonly tone: Tone; readonly word: string }
> = {
  live: { shape: 'up', tone: 'good', word: 'live' },
  slow: { shape: 'behind', tone: 'warn', word: 'slow' },
  stalled: { shape: 'down', tone: 'bad', word: 'stalled' },
  syncing: { shape: 'unknown', tone: 'quiet', word: 'syncing' },
  ended: { shape: 'paused', tone: 'quiet', word: 'ended' },
  stopped: { shape: 'conflict', tone: 'bad', word: 'stopped' },
  no_trusted_endpoint: { shape: 'conflict', tone: 'bad', word: 'no trusted endpoint' },
  unreachable: { shape: 'blind', tone: 'warn', word: 'unreachable' },
}
