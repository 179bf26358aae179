import type { BoardView, DutyView } from '#lib/board/schema.ts'

/** The slot that runs at an instant. */
export type RunningDuty = {
  readonly seat: number
  readonly operator: string
  readonly name: string | null
  /** When its round ends, Unix ms of network time. */
  readonly untilMs: number
  /** The slot as last answered is still the one that runs; else another seat's turn has come since. */
  readonly isAsAnswered: boolean
}

/**
 * Whose turn it is at `nowMs` (network time), told from the slot that ran when the board was answered: seats propose one
 * after the other, be it since a block came or since a round was lost, so each interval gone by moves it one seat on.
 * Null when that seat's delegate is not known.
 */
export function dutyAt(duty: DutyView, board: Pick<BoardView, 'seats'>, nowMs: number): RunningDuty | null {
  const fromMs = Date.parse(duty.from)
  const intervalMs = Date.parse(duty.until) - fromMs
  const passed = intervalMs <= 0 ? 0 : Math.max(0, Math.floor((nowMs - fromMs) / intervalMs))
  const untilMs = fromMs + (passed + 1) * intervalMs
  if (passed === 0) {
    const { seat, operator, name } = duty
    return { seat, operator, name, untilMs, isAsAnswered: true }
  }
  const holder = board.seats.find(({ seat }) => seat === (duty.seat + passed) % board.seats.length)
  if (holder === undefined) return null
  const { seat, operator, name } = holder
  return { seat, operator, name, untilMs, isAsAnswered: false }
}
