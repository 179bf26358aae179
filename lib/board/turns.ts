import type { BoardView, SlotView } from './schema.ts'

/** One seat in one turn: the slot it had by the schedule, and the slots in which it stood in for others. */
export type TurnCell = {
  readonly seat: number
  /** The height whose round 0 belongs to this seat. */
  readonly height: number
  /** Null = not reached yet, not stored, or never opened since the block before committed late. */
  readonly own: SlotView | null
  readonly covering: readonly SlotView[]
}

/** One turn of all seats, in the order in which they come. */
export type Turn = { readonly firstHeight: number; readonly cells: readonly TurnCell[] }

/**
 * Slots as turns of all seats, oldest first, from `fromHeight` (the first height of a turn; epochs are whole turns) on
 * for `turns` turns. A height belongs to the seat `height mod seats`; a slot of a later round is held by another seat,
 * in whose cell of the same turn it stands as covering.
 */
export function turnsOf(
  slots: readonly SlotView[],
  fromHeight: number,
  seats: number,
  turns: number,
): Turn[] {
  const byCell = new Map<string, SlotView[]>()
  for (const slot of slots) {
    const key = `${Math.floor((slot.height - fromHeight) / seats)} ${slot.seat}`
    const cell = byCell.get(key)
    if (cell === undefined) byCell.set(key, [slot])
    else cell.push(slot)
  }
  return Array.from({ length: turns }, (_, turn) => {
    const firstHeight = fromHeight + turn * seats
    const cells = Array.from({ length: seats }, (_, position) => {
      const height = firstHeight + position
      const seat = height % seats
      const held = byCell.get(`${turn} ${seat}`) ?? []
      const own = held.find((slot) => slot.height === height && slot.round === 0) ?? null
      return { seat, height, own, covering: held.filter((slot) => slot !== own) }
    })
    return { firstHeight, cells }
  })
}

/** Where the turn of a height starts, when `epochStart` is the start of its own or of a later epoch. */
export function turnStart(height: number, epochStart: number, seats: number): number {
  return epochStart + Math.floor((height - epochStart) / seats) * seats
}

/** What the strip of the last turns shows, and whose turn it is now. */
export type Strip = {
  readonly turns: readonly Turn[]
  /** The cell of the slot that is running; null while that is not known. */
  readonly duty: { readonly firstHeight: number; readonly seat: number } | null
}

/**
 * The last `turns` turns of a board, up to the one that the open height belongs to. The seat on duty is the one that
 * proposes the open height in the round that is running: `(height + lost rounds) mod seats`.
 */
export function stripOf(board: BoardView, turns: number): Strip {
  const { network, epoch, slots, nextBlockAt, lostRounds, quorum } = board
  if (epoch === null || network.tip === null) return { turns: [], duty: null }
  const open = network.tip.height + 1
  const last = turnStart(nextBlockAt === null ? network.tip.height : open, epoch.startHeight, quorum.seats)
  const from = last - (turns - 1) * quorum.seats
  const shown = turnsOf(slots, from, quorum.seats, turns).filter(({ firstHeight }) => firstHeight >= 1)
  const duty = nextBlockAt === null ? null : { firstHeight: last, seat: (open + lostRounds) % quorum.seats }
  return { turns: shown, duty }
}
