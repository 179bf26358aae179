import type { NetworkParams } from '#lib/chain/params.ts'
import { mayBeAway } from '#lib/chain/quorum.ts'
import type { AnySql } from '#lib/db/client.ts'
import { saveMissedOf } from '#lib/epochs/progress.service.ts'
import type { Pause } from '#lib/networks/pauses.ts'
import {
  countMissedOf,
  hasSlotsIn,
  listEpochsWithSlotsIn,
  lockSpans,
  saveCauses,
} from './paused-slots.store.ts'

/**
 * Makes the slots of an epoch that lie in a pause the network's, in the caller's transaction, and brings the epoch's
 * counts in line with its slots. Does nothing for an epoch without such slots.
 */
export async function applyPauses(
  sql: AnySql,
  networkId: number,
  params: NetworkParams,
  epoch: number,
  pauses: readonly Pause[],
): Promise<void> {
  if (pauses.length === 0 || !(await hasSlotsIn(sql, networkId, epoch, pauses))) return
  await saveCauses(sql, networkId, epoch, mayBeAway(params.seats), pauses)
  const { networkLostRounds, byOperator } = await countMissedOf(sql, networkId, epoch)
  await saveMissedOf(sql, networkId, epoch, networkLostRounds, byOperator)
}

/** The same for all that is stored, after `changed` was declared; `pauses` are all of the network's. */
export async function applyPauseToStored(
  sql: AnySql,
  networkId: number,
  params: NetworkParams,
  changed: Pause,
  pauses: readonly Pause[],
): Promise<void> {
  // A follower that stores blocks meanwhile would see neither the pause nor we its slots.
  await lockSpans(sql, networkId)
  for (const epoch of await listEpochsWithSlotsIn(sql, networkId, changed)) {
    await applyPauses(sql, networkId, params, epoch, pauses)
  }
}
