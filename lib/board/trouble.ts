import type { BoardView } from './schema.ts'

type Candidate = BoardView['delegates'][number]

/**
 * How much a candidate needs to be looked at; 0 = nothing is wrong. Missed slots of a seat weigh most, then an epoch
 * that was unproductive, then probation.
 */
export function troubleOf({ missedPrimary, missedCovering, unproductive, probation }: Candidate): number {
  return (missedPrimary + missedCovering) * 10 + (unproductive === true ? 5 : 0) + (probation ? 3 : 0)
}
