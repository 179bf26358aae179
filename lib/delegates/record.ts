import type { DelegateDetailView } from './schema.ts'

/** What a delegate did over some epochs. */
export type DelegateRecord = {
  readonly epochs: number
  /** Complete epochs in which it held a seat. */
  readonly seatedEpochs: number
  readonly produced: number
  readonly expected: number
  readonly missed: number
  readonly unproductiveEpochs: number
  readonly probationEpochs: number
}

/** Sums over the epochs shown; production over complete ones only, since an open one still expects blocks. */
export function delegateRecord(epochs: DelegateDetailView['epochs']): DelegateRecord {
  const seated = epochs.filter(({ complete, seat }) => complete && seat !== null)
  return {
    epochs: epochs.length,
    seatedEpochs: seated.length,
    produced: seated.reduce((sum, { produced }) => sum + produced, 0),
    expected: seated.reduce((sum, { expected }) => sum + expected, 0),
    missed: epochs.reduce(
      (sum, { missedPrimary, missedCovering }) => sum + missedPrimary + missedCovering,
      0,
    ),
    unproductiveEpochs: epochs.filter(({ unproductive }) => unproductive === true).length,
    probationEpochs: epochs.filter(({ probation }) => probation).length,
  }
}
