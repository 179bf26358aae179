import { Glyph } from '#components/ui/glyph.tsx'
import type { MarginView, SeatView } from '#lib/board/schema.ts'
import styles from './margin-gauge.module.css'
import { absentSeats, SEAT_LOOK } from './presence-look.ts'

function gaugeWords({ mayBeAway, left }: MarginView, taken: number): string {
  if (taken > mayBeAway) return `${taken} seats are missing; only ${mayBeAway} may be`
  return `${taken} of the ${mayBeAway} seats that may be away are taken; ${left} left`
}

/**
 * As many places as seats may be away, those taken filled with why: a seat nobody sees is hatched, since it may be
 * there. Places beyond the line are what stops the chain.
 */
export function MarginGauge({ margin, seats }: { margin: MarginView; seats: readonly SeatView[] }) {
  const absent = absentSeats(seats)
  const places = Array.from({ length: Math.max(margin.mayBeAway, absent.length) }, (_, index) => index)
  return (
    <div className={styles.gauge} role="img" aria-label={gaugeWords(margin, absent.length)}>
      {places.map((index) => {
        const look = absent[index] === undefined ? null : SEAT_LOOK[absent[index].presence]
        return (
          <span
            key={index}
            className={styles.place}
            data-tone={look?.tone ?? 'free'}
            data-over={index >= margin.mayBeAway}
            data-first-over={index === margin.mayBeAway}
          >
            {look !== null && <Glyph shape={look.shape} size={14} />}
          </span>
        )
      })}
    </div>
  )
}
