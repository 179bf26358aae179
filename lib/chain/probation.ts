import { epochEnd, epochStart } from './epoch.ts'
import { isForked, type NetworkParams } from './params.ts'

/** Who a delegate is in an epoch's own list: before Yap lists carry no identity (an empty text). */
export type Listed = { readonly operator: string; readonly identity: string }

/** The delegates that were unproductive in an epoch, under the keys the chain gave them. */
export type UnproductiveEpoch = { readonly epoch: number; readonly keys: readonly string[] }

/**
 * The key under which a delegate that was unproductive in an epoch enters the probation lists: its operator, from
 * YapBeta on its identity as that epoch's own list has it. In the fork epoch that is empty, and all of them share it.
 * Source: seen on a running fork (recorded network C, epochs 6 and 7).
 */
export function probationKey(params: NetworkParams, epoch: number, delegate: Listed): string {
  return isForked(params, 'yapBeta', epochEnd(params, epoch)) ? delegate.identity : delegate.operator
}

/** The key by which an epoch's list looks a candidate up in the probation list: by its own fork state, not the entry's. */
export function lookupKey(params: NetworkParams, epoch: number, candidate: Listed): string {
  return isForked(params, 'yapBeta', epochStart(params, epoch)) ? candidate.identity : candidate.operator
}

/** The first earlier epoch whose productivity still weighs on an epoch's probation list; probation began with Easter. */
export function probationWindowStart(params: NetworkParams, epoch: number): number {
  let first = Math.max(1, epoch - params.probationEpochs)
  while (first < epoch && !isForked(params, 'easter', epochStart(params, first))) first += 1
  return first
}

/**
 * The probation list of an epoch: for every key the number of epochs, among the `probationEpochs` before it, in which
 * it was unproductive. The count does not deepen the penalty. The empty key of a fork epoch is kept and matches nobody
 * whose list carries an identity.
 * Source: iotex-core action/protocol/poll/slasher.go, CalculateProbationList.
 */
export function probationList(
  params: NetworkParams,
  epoch: number,
  unproductive: readonly UnproductiveEpoch[],
): Map<string, number> {
  const from = probationWindowStart(params, epoch)
  const counts = new Map<string, number>()
  for (const past of unproductive) {
    if (past.epoch < from || past.epoch >= epoch) continue
    for (const key of new Set(past.keys)) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}
