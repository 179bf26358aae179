import type { CheckedEpoch } from '../generate/checked.ts'

/** Rounds in which fewer than the quorum could have committed, whatever the proposer did. */
export type QuorumLoss = {
  readonly height: number
  readonly fromRound: number
  readonly rounds: number
  /** How many of those count as missed slots (not phantom). */
  readonly slots: number
  readonly kind: 'too_few_seats' | 'seats_disagree'
}

/** What the simulation itself knows to have happened; nothing in it was derived from blocks. */
export type SimulationRecord = {
  readonly tip: number
  readonly quorum: number
  /** As checked.json has them: seats, produced, expected, unproductive, missed slots with kind and cause. */
  readonly epochs: readonly CheckedEpoch[]
  /** Losses of quorum too short to be the network's by the rule (runs of at most as many as may be away). */
  readonly shortLosses: readonly QuorumLoss[]
  readonly halts: readonly QuorumLoss[]
}
