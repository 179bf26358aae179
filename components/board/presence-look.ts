import type { Shape } from '#components/ui/glyph.tsx'
import type { Tone } from '#components/ui/state-mark.tsx'
import type { BoardView, SeatPresence, SeatView } from '#lib/board/schema.ts'

type Look = { readonly shape: Shape; readonly tone: Tone; readonly word: string }

/** How a seat's presence looks. Not seen is neither here nor away, and counts as away for the quorum. */
export const SEAT_LOOK: Record<SeatPresence, Look> = {
  here: { shape: 'up', tone: 'good', word: 'here' },
  away: { shape: 'down', tone: 'bad', word: 'away' },
  behind: { shape: 'behind', tone: 'warn', word: 'behind' },
  unknown: { shape: 'unknown', tone: 'quiet', word: 'not seen' },
}

/** How the state of a delegate's node looks. */
export const NODE_LOOK: Record<BoardView['delegates'][number]['presence'], Look> = {
  up: { shape: 'up', tone: 'good', word: 'up' },
  behind: { shape: 'behind', tone: 'warn', word: 'behind' },
  down: { shape: 'down', tone: 'bad', word: 'down' },
  unknown: { shape: 'unknown', tone: 'quiet', word: 'not seen' },
}

const WORST_FIRST: readonly SeatPresence[] = ['away', 'behind', 'unknown']

/** The seats that do not count towards the quorum: those away first, then behind, then not seen. */
export function absentSeats(seats: readonly SeatView[]): SeatView[] {
  return WORST_FIRST.flatMap((presence) => seats.filter((seat) => seat.presence === presence))
}

/** "21 here · 2 away · 1 not seen". */
export function presenceSummary(seats: readonly SeatView[]): string {
  const count = (presence: SeatPresence) => seats.filter((seat) => seat.presence === presence).length
  const rest = WORST_FIRST.filter((presence) => presence === 'away' || count(presence) > 0)
  return ['here' as const, ...rest]
    .map((presence) => `${count(presence)} ${SEAT_LOOK[presence].word}`)
    .join(' · ')
}
