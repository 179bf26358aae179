/**
 * Commit endorsements a block needs: more than two thirds of the seats, 17 of 24.
 * Source: iotex-core consensus/scheme/rolldpos/roundctx.go: 3 × count > 2 × seats.
 */
export function quorumOf(seats: number): number {
  return Math.floor((2 * seats) / 3) + 1
}

/** Seats that may be away while the others still make the quorum: 7 of 24. */
export function mayBeAway(seats: number): number {
  return seats - quorumOf(seats)
}
