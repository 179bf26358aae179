'use client'

import { SEAT_LOOK } from '#components/board/presence-look.ts'
import { delegateLabel } from '#components/delegates/who-link.tsx'
import { Glyph } from '#components/ui/glyph.tsx'
import { Since } from '#components/ui/instant.tsx'
import type { SeatView } from '#lib/board/schema.ts'
import styles from './wall.module.css'

/** As many names as a wall holds; the rest are counted. */
const MOST = 8

/** Who has left, since when and why. */
export function WallAbsent({ seats }: { seats: readonly SeatView[] }) {
  if (seats.length === 0) return null
  const shown = seats.slice(0, MOST)
  return (
    <ul className={styles.names} aria-label="Seats that are not here">
      {shown.map((who) => {
        const { shape, tone, word } = SEAT_LOOK[who.presence]
        return (
          <li key={who.seat}>
            <b data-tone={tone}>
              <Glyph shape={shape} /> {delegateLabel(who)}
            </b>{' '}
            {word}
            {who.since !== null && (
              <>
                {' '}
                <Since at={who.since} />
              </>
            )}
            <span className={styles.why}> {who.reason}</span>
          </li>
        )
      })}
      {seats.length > MOST && <li>and {seats.length - MOST} more</li>}
    </ul>
  )
}
