import { delegateLabel, WhoLink } from '#components/delegates/who-link.tsx'
import { Glyph } from '#components/ui/glyph.tsx'
import { Since } from '#components/ui/instant.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import type { BoardView, SeatView } from '#lib/board/schema.ts'
import { MarginGauge } from './margin-gauge.tsx'
import { absentSeats, presenceSummary, SEAT_LOOK } from './presence-look.ts'
import styles from './quorum-panel.module.css'

function SeatDots({ seats }: { seats: readonly SeatView[] }) {
  return (
    <ul className={styles.dots} aria-label="Seats in the order of proposing">
      {seats.map((seat) => {
        const { shape, tone, word } = SEAT_LOOK[seat.presence]
        const says = `seat ${seat.seat}, ${delegateLabel(seat)}: ${word}, ${seat.reason}`
        return (
          <li key={seat.seat} data-tone={tone} title={says}>
            <Glyph shape={shape} size={12} />
            <span className={styles.word}>{says}</span>
          </li>
        )
      })}
    </ul>
  )
}

function Absent({ network, seats }: { network: string; seats: readonly SeatView[] }) {
  if (seats.length === 0) return null
  return (
    <ul className={styles.absent} aria-label="Seats that are not here">
      {seats.map((who) => {
        const { shape, tone, word } = SEAT_LOOK[who.presence]
        return (
          <li key={who.seat}>
            <StateMark shape={shape} tone={tone} word={word} /> <WhoLink network={network} who={who} />
            <span className={styles.why}>
              {' '}
              seat {who.seat}
              {who.since !== null && (
                <>
                  {' '}
                  · <Since at={who.since} />
                </>
              )}{' '}
              · {who.reason}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** How many seats may still leave, and who has left, since when and why. */
export function QuorumPanel({ board }: { board: BoardView }) {
  const { network, quorum, margin, seats } = board
  return (
    <Panel
      title="Quorum"
      aside={`${quorum.needed} of ${quorum.seats} needed, ${quorum.mayBeAway} may be away`}
    >
      <MarginGauge margin={margin} seats={seats} />
      <p className={styles.summary}>
        {seats.length === 0 ? 'The seats are not known yet.' : presenceSummary(seats)}
      </p>
      <SeatDots seats={seats} />
      <Absent network={network.id} seats={absentSeats(seats)} />
    </Panel>
  )
}
