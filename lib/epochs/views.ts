import type { EpochDelegateView, EpochSummaryView } from './schema.ts'

/** An epoch as stored; its counts cover the blocks stored so far. */
export type StoredEpoch = Readonly<EpochSummaryView>

/** A candidate in an epoch's own list, as stored. */
export type EpochDelegate = {
  readonly epoch: number
  readonly operator: string
  readonly id: string | null
  readonly name: string | null
  readonly identity: string
  readonly reward: string
  readonly rank: number
  readonly votes: bigint
  /** Null where only an endpoint's list after the cut is known. */
  readonly votesBeforeCut: bigint | null
  readonly seat: number | null
  readonly produced: number
  readonly expected: number
  readonly missedPrimary: number
  readonly missedCovering: number
  readonly productivityPercent: number | null
  readonly unproductive: boolean | null
  readonly probation: boolean
  readonly probationCount: number
}

/** A candidate as API and pages show it. */
export function epochDelegateView(delegate: EpochDelegate): EpochDelegateView {
  return {
    id: delegate.id,
    operator: delegate.operator,
    name: delegate.name,
    rank: delegate.rank,
    votes: delegate.votes.toString(),
    votesBeforeCut: delegate.votesBeforeCut?.toString() ?? null,
    seat: delegate.seat,
    produced: delegate.produced,
    expected: delegate.expected,
    missedPrimary: delegate.missedPrimary,
    missedCovering: delegate.missedCovering,
    productivityPercent: delegate.productivityPercent,
    unproductive: delegate.unproductive,
    probation: delegate.probation,
    probationCount: delegate.probationCount,
  }
}

/** Who holds each seat of an epoch: index = seat. */
export function seatsOf(delegates: readonly EpochDelegate[], epoch: number): readonly EpochDelegate[] {
  return delegates
    .filter((delegate) => delegate.epoch === epoch && delegate.seat !== null)
    .sort((a, b) => (a.seat ?? 0) - (b.seat ?? 0))
}
