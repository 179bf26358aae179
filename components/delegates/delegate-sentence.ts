import { counted, grouped } from '#components/ui/format.ts'
import { delegateRecord } from '#lib/delegates/record.ts'
import type { DelegateDetailView } from '#lib/delegates/schema.ts'
import { delegateLabel } from './who-link.tsx'

/** The delegate page's first line: can I rely on them? */
export function delegateSentence(delegate: DelegateDetailView): string {
  const name = delegateLabel(delegate)
  const record = delegateRecord(delegate.epochs)
  const window = `the last ${counted(record.epochs, 'epoch')}`
  if (record.epochs === 0) return `${name} was no candidate in any epoch that is stored.`
  const probation =
    record.probationEpochs === 0 ? '' : `; on probation in ${counted(record.probationEpochs, 'epoch')}`
  if (record.seatedEpochs === 0) return `${name} held no seat in a complete epoch of ${window}${probation}.`
  const unproductive =
    record.unproductiveEpochs === 0
      ? 'never unproductive'
      : `unproductive in ${counted(record.unproductiveEpochs, 'epoch')}`
  return `${name} produced ${grouped(record.produced)} of ${grouped(record.expected)} blocks in the ${counted(record.seatedEpochs, 'complete epoch')} with a seat of ${window}, missed ${counted(record.missed, 'slot')}; ${unproductive}${probation}.`
}
