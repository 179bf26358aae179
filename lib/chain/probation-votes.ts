import { timesFloat } from './big-float.ts'

/**
 * Votes, in Rau, that probation leaves a delegate: the chain multiplies in floating point, by the float64
 * (100 − intensity) / 100. At 90 % of 2000000 IOTX that is 200000000000000011102230 Rau, not 2 · 10^23.
 * Source: iotex-core action/protocol/poll/slasher.go, filterCandidates (big.Float).
 */
export function votesOnProbation(votes: bigint, intensityPercent: number): bigint {
  return intensityPercent >= 100 ? 0n : timesFloat(votes, (100 - intensityPercent) / 100)
}
