import type { MissedSlot } from '#lib/chain/missed-slots.ts'
import { DomainError } from '#lib/errors.ts'
import type { MissedSlotView, Who } from './schema.ts'

/** A verified block as stored. */
export type StoredBlock = {
  readonly height: number
  /** Hex. */
  readonly hash: string
  readonly at: Date
  readonly round: number
  readonly lateRounds: number
  readonly producerSeat: number
  readonly transactions: number
  /** Bitmap over the seats, lowest bit first; null = commit signatures not checked. */
  readonly endorsers: Uint8Array | null
}

/** A missed slot as stored: its height is committed. */
export type StoredMissedSlot = {
  readonly height: number
  readonly round: number
  readonly at: Date
  readonly id: string | null
  readonly operator: string
  readonly name: string | null
  readonly kind: 'primary' | 'covering'
  readonly cause: 'delegate' | 'network'
  readonly run: number
}

/** The seats that a bitmap of endorsers names, ascending. */
export function endorsingSeats(endorsers: Uint8Array): number[] {
  const seats: number[] = []
  for (const [index, byte] of endorsers.entries()) {
    for (let bit = 0; bit < 8; bit++) if ((byte & (1 << bit)) !== 0) seats.push(index * 8 + bit)
  }
  return seats
}

/**
 * Who holds a seat of an epoch.
 * @throws {DomainError} `seat_not_stored`: a block is only stored with its epoch's seats, so this is ours.
 */
export function whoHolds(seats: readonly Who[], seat: number, epoch: number): Who {
  const who = seats[seat]
  if (who === undefined)
    throw new DomainError('seat_not_stored', `seat ${seat} of epoch ${epoch} has no delegate`)
  return { id: who.id, operator: who.operator, name: who.name }
}

/** A stored missed slot as API and pages show it. */
export function missedSlotView(slot: StoredMissedSlot): MissedSlotView {
  return { ...slot, at: slot.at.toISOString(), provisional: false }
}

/** A slot lost at the open height as API and pages show it. */
export function provisionalSlotView(slot: MissedSlot, seats: readonly Who[], epoch: number): MissedSlotView {
  const { height, round, kind, cause, run, atMs } = slot
  const at = new Date(atMs).toISOString()
  return { height, round, at, ...whoHolds(seats, slot.seat, epoch), kind, cause, run, provisional: true }
}
