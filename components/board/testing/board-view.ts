import type { BoardView, HaltSeatView, SeatPresence, SeatView } from '#lib/board/schema.ts'
import type { NetworkView } from '#lib/networks/schema.ts'

/** The network's time in these boards, Unix ms: seven minutes after their tip's round began. */
export const NOW = Date.UTC(2026, 0, 1, 0, 10)

const NETWORK: NetworkView = {
  id: 'lab',
  name: 'Lab',
  state: 'live',
  stateSince: '2026-01-01T00:04:00.000Z',
  checkedAt: null,
  practice: false,
  kind: 'real',
  clock: null,
  tip: { height: 12, hash: '', at: '2026-01-01T00:03:00.000Z' },
  claimedTip: 12,
  epoch: 2,
  quorum: 3,
  seats: 4,
  verifiedTo: 12,
  followedFrom: 1,
  backfill: null,
  stop: null,
  params: {},
}

const BOARD: BoardView = {
  network: NETWORK,
  quorum: { needed: 3, seats: 4, mayBeAway: 1 },
  margin: { needed: 3, seats: 4, mayBeAway: 1, away: 0, unknown: 0, left: 1 },
  epoch: {
    epoch: 2,
    startHeight: 9,
    endHeight: 16,
    complete: false,
    quorum: 3,
    producedBlocks: 4,
    lostRounds: 0,
    networkLostRounds: 0,
    lateCommits: 0,
    checkpoint: null,
  },
  seats: [],
  onDuty: null,
  halt: null,
  delegates: [],
  next: null,
  slots: [],
  lostRounds: 0,
  nextBlockAt: null,
  pause: null,
  versions: [],
}

/** Four seats, one may be away; the tip is block 12, the fourth of eight in epoch 2. */
export function board(own: Partial<BoardView> = {}, network: Partial<NetworkView> = {}): BoardView {
  return { ...BOARD, ...own, network: { ...NETWORK, ...network } }
}

const UNSEEN = { height: null, version: null, seenAt: null, seenBy: null }

/** One seat; its operator is "o" and its number. */
export function seat(number: number, presence: SeatPresence = 'here', own: Partial<SeatView> = {}): SeatView {
  const known = { since: null, missedInARow: 0, reason: 'produced its last slot', ...UNSEEN }
  return { seat: number, operator: `o${number}`, name: null, presence, ...known, ...own }
}

/** A board whose seats, from seat 0 on, are of these presences, with the margin that they leave. */
export function seated(...presences: SeatPresence[]): Pick<BoardView, 'seats' | 'margin'> {
  const seats = presences.map((presence, number) => seat(number, presence))
  const unknown = presences.filter((presence) => presence === 'unknown').length
  const away = presences.filter((presence) => presence === 'away' || presence === 'behind').length
  return { seats, margin: { ...BOARD.margin, away, unknown, left: Math.max(0, 1 - away - unknown) } }
}

/** A seat in a halt. */
export function haltSeat(number: number, height: number | null, reason = ''): HaltSeatView {
  return { seat: number, operator: `o${number}`, name: null, height, version: null, since: null, reason }
}
