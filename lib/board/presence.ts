import type { SlotView } from './schema.ts'

/** What a seat's newest slot says of it. `unknown`: it had none yet, or only ones lost by the network. */
export type SeatPresence = 'here' | 'away' | 'unknown'

export type PresentSeat = {
  readonly seat: number
  readonly operator: string
  readonly name: string | null
  readonly presence: SeatPresence
}

type Seated = { readonly seat: number | null; readonly operator: string; readonly name: string | null }

/**
 * Which seats of an epoch answered when they were last asked, in proposer order: `here` = the newest slot of the
 * delegate was produced, `away` = it was missed. A slot lost by the network says nothing about its delegate.
 * `slots` are in the order in which they happened.
 */
export function seatPresence(delegates: readonly Seated[], slots: readonly SlotView[]): PresentSeat[] {
  const newest = new Map<string, SeatPresence>()
  for (const { operator, state } of slots) {
    if (state !== 'lost_by_network') newest.set(operator, state === 'missed' ? 'away' : 'here')
  }
  return delegates
    .flatMap(({ seat, operator, name }) =>
      seat === null ? [] : [{ seat, operator, name, presence: newest.get(operator) ?? 'unknown' }],
    )
    .sort((a, b) => a.seat - b.seat)
}

/** How many seats are of each presence. */
export function presenceCounts(seats: readonly PresentSeat[]): Readonly<Record<SeatPresence, number>> {
  const counts = { here: 0, away: 0, unknown: 0 }
  for (const { presence } of seats) counts[presence] += 1
  return counts
}
