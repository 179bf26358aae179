import { delegateLabel, WhoLink } from '#components/delegates/who-link.tsx'
import { Glyph, type Shape } from '#components/ui/glyph.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { type PresentSeat, presenceCounts, type SeatPresence } from '#lib/board/presence.ts'
import type { BoardView } from '#lib/board/schema.ts'
import styles from './quorum-panel.module.css'

const LOOK: Record<SeatPresence, { shape: Shape; tone: string; word: string }> = {
  here: { shape: 'up', tone: 'good', word: 'produced its last slot' },
  away: { shape: 'down', tone: 'bad', word: 'missed its last slot' },
  unknown: { shape: 'unknown', tone: 'quiet', word: 'had no slot yet that tells' },
}
const ORDER: readonly SeatPresence[] = ['here', 'unknown', 'away']

function summary(seats: readonly PresentSeat[]): string {
  const { here, away, unknown } = presenceCounts(seats)
  return [`${here} here`, `${away} away`, ...(unknown > 0 ? [`${unknown} unknown`] : [])].join(' · ')
}

function Absent({ network, seats }: { network: string; seats: readonly PresentSeat[] }) {
  if (seats.length === 0) return null
  return (
    <ul className={styles.absent}>
      {seats.map((who) => (
        <li key={who.operator}>
          <WhoLink network={network} who={who} /> (seat {who.seat}) {LOOK.away.word}
        </li>
      ))}
    </ul>
  )
}

/** How many seats answer, and how many must. */
export function QuorumPanel(props: {
  network: string
  quorum: BoardView['quorum']
  seats: readonly PresentSeat[]
  isStalled: boolean
}) {
  const { network, quorum, seats, isStalled } = props
  const sorted = seats.toSorted((a, b) => ORDER.indexOf(a.presence) - ORDER.indexOf(b.presence))
  return (
    <Panel
      title="Quorum"
      aside={`${quorum.needed} of ${quorum.seats} needed, ${quorum.mayBeAway} may be away`}
    >
      <ul className={styles.dots} aria-label="Seats by their last slot">
        {sorted.map((seat, index) => {
          const { shape, tone, word } = LOOK[seat.presence]
          const says = `${delegateLabel(seat)} ${word}`
          return (
            <li
              key={seat.operator}
              data-tone={tone}
              data-last-needed={index === quorum.needed - 1}
              title={says}
            >
              <Glyph shape={shape} size={16} />
              <span className={styles.word}>{says}</span>
            </li>
          )
        })}
      </ul>
      <p className={styles.summary}>
        {seats.length === 0 ? 'The seats are not known yet.' : summary(seats)}
        {isStalled && ' when the chain last moved; no slot since tells'}
      </p>
      <Absent network={network} seats={sorted.filter(({ presence }) => presence === 'away')} />
    </Panel>
  )
}
