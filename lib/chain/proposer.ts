import type { NetworkParams } from './params.ts'

/**
 * The seat, 0-based in proposer order, that proposes a height in a round (time-based rotation).
 * Source: iotex-core consensus/scheme/rolldpos/roundcalculator.go, calculateProposer.
 */
export function proposerSeat(params: NetworkParams, height: number, round: number): number {
  return (height + round) % params.seats
}

/** Heights from `from` to `to`, both included, whose round 0 is a seat's. */
export function primarySlots(params: NetworkParams, seat: number, from: number, to: number): number {
  const first = from + ((((seat - from) % params.seats) + params.seats) % params.seats)
  return first > to ? 0 : Math.floor((to - first) / params.seats) + 1
}
