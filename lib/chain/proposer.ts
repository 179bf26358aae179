import type { NetworkParams } from './params.ts'

/**
 * The seat, 0-based in proposer order, that proposes a height in a round (time-based rotation).
 * Source: iotex-core consensus/scheme/rolldpos/roundcalculator.go, calculateProposer.
 */
export function proposerSeat(params: NetworkParams, height: number, round: number): number {
  return (height + round) % params.seats
}
