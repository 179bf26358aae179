import { quorumOf } from '#lib/chain/quorum.ts'
import type { QuorumLoss } from './record.ts'

/** What a seat's node can do in a round. */
export type SeatNow = {
  readonly operator: string
  /** Connected, at the tip and taking part, whatever state it computes. */
  readonly isThere: boolean
  /** It computes another state: it neither accepts the others' blocks nor makes ones they accept. */
  readonly disagrees: boolean
  /** Its proposal arrives before the others stop waiting. */
  readonly proposesInTime: boolean
  /** Its votes arrive within the phase they are for. */
  readonly votesInTime: boolean
  readonly commitVotesArrive: boolean
}

/** How a round ends. A block that is locked is the one every later round proposes again. */
export type RoundEnd =
  | { readonly kind: 'committed'; readonly committers: readonly string[] }
  | { readonly kind: 'locked' }
  | { readonly kind: 'lost' }

const accepts = ({ isThere, disagrees, votesInTime }: SeatNow) => isThere && !disagrees && votesInTime

/**
 * A round of a height by the rules: its proposer must be heard, a quorum must lock its block and a quorum must commit to
 * it. Three phases count votes, the last one decides.
 * Source: iotex-core consensus/scheme/rolldpos/roundctx.go, endorsementmanager.go.
 */
export function roundEnd(seats: readonly SeatNow[], proposer: SeatNow | undefined): RoundEnd {
  const needed = quorumOf(seats.length)
  if (!proposer?.isThere || proposer.disagrees || !proposer.proposesInTime) return { kind: 'lost' }
  const voters = seats.filter(accepts)
  if (voters.length < needed) return { kind: 'lost' }
  const committers = voters.filter(({ commitVotesArrive }) => commitVotesArrive)
  if (committers.length < needed) return { kind: 'locked' }
  return { kind: 'committed', committers: committers.map(({ operator }) => operator) }
}

/** Why no proposer could have got a block through; null when a quorum was there. */
export function quorumLossOf(seats: readonly SeatNow[]): QuorumLoss['kind'] | null {
  const needed = quorumOf(seats.length)
  if (seats.filter(accepts).length >= needed) return null
  return seats.filter(({ isThere, votesInTime }) => isThere && votesInTime).length >= needed
    ? 'seats_disagree'
    : 'too_few_seats'
}
