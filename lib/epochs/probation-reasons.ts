import type { EpochDelegateView, EpochView } from './schema.ts'

/** Why a delegate is on probation in an epoch: the epochs before in which it was unproductive. */
export type ProbationReason = {
  readonly delegate: EpochDelegateView
  readonly unproductiveIn: readonly {
    readonly epoch: number
    readonly produced: number
    readonly expected: number
  }[]
  /** The last epoch of this probation if none is added; null when the reasons are older than what is stored. */
  readonly untilEpoch: number | null
}

/**
 * The delegates on probation in an epoch with what put them there. An unproductive epoch keeps its delegate on
 * probation for the `probationEpochs` epochs after it. `before` holds the epochs before, in any order; delegates are
 * matched by id, or by operator where no id is known.
 * Source: iotex-core action/protocol/poll/slasher.go, CalculateProbationList.
 */
export function probationReasons(
  epoch: EpochView,
  before: readonly EpochView[],
  probationEpochs: number,
): ProbationReason[] {
  const window = before
    .filter((one) => one.epoch < epoch.epoch && one.epoch >= epoch.epoch - probationEpochs)
    .toSorted((a, b) => a.epoch - b.epoch)
  return epoch.delegates
    .filter(({ probation }) => probation)
    .map((delegate) => {
      const unproductiveIn = window.flatMap((one) => {
        const then = one.delegates.find((other) => isSame(other, delegate))
        return then?.unproductive === true
          ? [{ epoch: one.epoch, produced: then.produced, expected: then.expected }]
          : []
      })
      const last = unproductiveIn.at(-1)
      return {
        delegate,
        unproductiveIn,
        untilEpoch: last === undefined ? null : last.epoch + probationEpochs,
      }
    })
}

function isSame(a: EpochDelegateView, b: EpochDelegateView): boolean {
  return a.id !== null && b.id !== null ? a.id === b.id : a.operator === b.operator
}
