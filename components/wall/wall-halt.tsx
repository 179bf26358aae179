'use client'

import { haltAdvice, startFirst } from '#components/board/halt-words.ts'
import { delegateLabel } from '#components/delegates/who-link.tsx'
import { grouped } from '#components/ui/format.ts'
import { Glyph, type Shape } from '#components/ui/glyph.tsx'
import type { Tone } from '#components/ui/state-mark.tsx'
import type { BoardView, HaltSeatView, HaltView } from '#lib/board/schema.ts'
import styles from './wall.module.css'

function Names(props: {
  title: string
  look: { shape: Shape; tone: Tone }
  seats: readonly HaltSeatView[]
  note?: (seat: HaltSeatView) => string
}) {
  const { title, look, seats, note } = props
  if (seats.length === 0) return null
  return (
    <div className={styles.group}>
      <h2 data-tone={look.tone}>
        <Glyph shape={look.shape} /> {title} <span>{seats.length}</span>
      </h2>
      <p>{seats.map((seat) => delegateLabel(seat) + (note?.(seat) ?? '')).join(', ')}</p>
    </div>
  )
}

/** A halt: what to do, where the chain stands, and who is missing. */
export function WallHalt({ board, halt }: { board: BoardView; halt: HaltView }) {
  const first = new Set(startFirst(halt))
  return (
    <section className={styles.halt} aria-label="Halt" data-kind={halt.kind}>
      <p className={styles.advice}>{haltAdvice(halt, board.versions)}</p>
      <p>
        Block <b>{grouped(halt.height)}</b>, {halt.place.detail} · <b>{grouped(halt.roundsLost)}</b> rounds
        passed · <b>{halt.atTip.length}</b> of {halt.needed} needed seats at the tip
      </p>
      <div className={styles.groups}>
        <Names
          title="Missing"
          look={{ shape: 'down', tone: 'bad' }}
          seats={halt.missing}
          note={(seat) => (first.has(seat) ? ' (start first)' : '')}
        />
        <Names title="Behind" look={{ shape: 'behind', tone: 'warn' }} seats={halt.behind} />
        <Names title="Not seen" look={{ shape: 'unknown', tone: 'quiet' }} seats={halt.unknown} />
        <Names title="At the tip" look={{ shape: 'up', tone: 'good' }} seats={halt.atTip} />
      </div>
    </section>
  )
}
