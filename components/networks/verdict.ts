import type { Shape } from '#components/ui/glyph.tsx'
import type { Tone } from '#components/ui/state-mark.tsx'

type Look = { readonly shape: Shape; readonly tone: Tone; readonly word: string }

const KNOWN: Readonly<Record<string, Look>> = {
  ok: { shape: 'up', tone: 'good', word: 'ok' },
  behind: { shape: 'behind', tone: 'warn', word: 'behind' },
  lying: { shape: 'conflict', tone: 'bad', word: 'lying' },
  conflict: { shape: 'conflict', tone: 'bad', word: 'conflict' },
  wrong_network: { shape: 'conflict', tone: 'bad', word: 'wrong network' },
  unknown: { shape: 'unknown', tone: 'quiet', word: 'not asked yet' },
}

/** How a verdict on an endpoint looks; any other is the named reason why it gave nothing. */
export function verdictLook(verdict: string): Look {
  return KNOWN[verdict] ?? { shape: 'down', tone: 'bad', word: verdict.replaceAll('_', ' ') }
}
