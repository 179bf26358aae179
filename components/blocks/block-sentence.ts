import { delegateLabel } from '#components/delegates/who-link.tsx'
import { counted, grouped } from '#components/ui/format.ts'
import type { BlockView } from '#lib/blocks/schema.ts'

/** The block page's first line: who made it, and what went wrong before? */
export function blockSentence({ height, producer, round, lateRounds, missed }: BlockView): string {
  const by = `Block ${grouped(height)} was produced by ${delegateLabel(producer)}`
  const late = lateRounds === 0 ? '' : ` and committed ${counted(lateRounds, 'round')} late`
  if (round === 0) return `${by} in its own round${late}.`
  const own = missed.filter(({ cause }) => cause === 'delegate').length
  const whose =
    own === 0 ? 'lost by the network' : own === missed.length ? 'lost by delegates' : `${own} by delegates`
  const lost =
    missed.length === 0
      ? '; the rounds before never opened'
      : `, after ${counted(missed.length, 'round')} ${whose}`
  return `${by} in round ${grouped(round)}${lost}${late}.`
}
