import type { PollCandidate } from '#lib/chain/candidates.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { probationKey, type UnproductiveEpoch } from '#lib/chain/probation.ts'
import { productivityPercent } from '#lib/chain/productivity.ts'
import { quorumOf } from '#lib/chain/quorum.ts'
import type { AnySql } from '#lib/db/client.ts'
import { expectedOf, isComplete, type OpenEpoch, openEpoch } from './open-epoch.ts'
import {
  deleteEpochsFrom as deleteEpochs,
  deletePollResult,
  type EpochDelegateRow,
  insertEpochDelegates,
  saveCheckpoint,
  saveMissedCounts,
  saveNetworkLostRounds,
  savePollResult,
  saveEpoch as saveRow,
  saveSeatCounts,
  saveVotesBeforeCut,
} from './progress.store.ts'
import {
  findEpochCounts,
  findPollResult,
  listCandidates,
  listCompleteEpochs,
  listUnproductive,
} from './resume.store.ts'

/** Who stands behind an operator, as far as it is known. */
export type Who = { readonly id: string | null; readonly name: string | null }
export type WhoIs = (operator: string, identity: string) => Who

/** Saves what blocks added to an epoch, in the caller's transaction; its list is written with its first blocks. */
export async function saveEpoch(
  sql: AnySql,
  networkId: number,
  params: NetworkParams,
  open: OpenEpoch,
  before: { readonly producedBlocks: number; readonly hasPollResult: boolean },
  whoIs: WhoIs,
): Promise<void> {
  const { epoch, startHeight, endHeight, producedBlocks, lostRounds, networkLostRounds, lateCommits } = open
  const complete = isComplete(open)
  const quorum = quorumOf(params.seats)
  const { checkpoint, seatsCheck } = open
  const counts = { producedBlocks, lostRounds, networkLostRounds, lateCommits }
  await saveRow(sql, networkId, {
    epoch,
    startHeight,
    endHeight,
    complete,
    quorum,
    ...counts,
    checkpoint,
    seatsCheck,
  })
  if (before.producedBlocks === 0) {
    await insertEpochDelegates(sql, networkId, epoch, listRows(params, open, whoIs))
    // A backfill that arrives later still draws the list from it, to hold it against the checkpoint's.
    if (checkpoint === null) await deletePollResult(sql, networkId, epoch)
  }
  await saveSeatCounts(sql, networkId, epoch, seatRows(params, open))
  if (open.pollResult !== null && !before.hasPollResult) {
    await savePollResult(sql, networkId, epoch + 1, open.pollResult.height, open.pollResult.candidates)
  }
}

function listRows(params: NetworkParams, open: OpenEpoch, whoIs: WhoIs): EpochDelegateRow[] {
  const expected = expectedOf(params, open.epoch)
  return open.list.map((candidate, index) => {
    const { id, name } = whoIs(candidate.operator, candidate.identity)
    const seat = open.seatOf.get(candidate.operator) ?? null
    return {
      ...candidate,
      delegateId: id,
      name,
      rank: index + 1,
      seat,
      expected: seat === null ? 0 : expected,
    }
  })
}

function seatRows(params: NetworkParams, open: OpenEpoch) {
  const complete = isComplete(open)
  const expected = expectedOf(params, open.epoch)
  return open.seats.map((operator, seat) => {
    const counts = open.counts[seat] ?? { produced: 0, missedPrimary: 0, missedCovering: 0 }
    const percent = productivityPercent({ producedBlocks: counts.produced, expectedBlocks: expected })
    const unproductive = complete ? percent < params.productivityThresholdPercent : null
    return { operator, ...counts, productivityPercent: percent, unproductive }
  })
}

/** The epoch as it was last saved, ready to grow on; null when it has no blocks yet. */
export async function resumeEpoch(
  sql: AnySql,
  networkId: number,
  params: NetworkParams,
  epoch: number,
): Promise<OpenEpoch | null> {
  const row = await findEpochCounts(sql, networkId, epoch)
  if (row === null) return null
  const list = await listCandidates(sql, networkId, epoch)
  const open = openEpoch(params, epoch, list, row.checkpoint)
  for (const { seat, counts } of list) if (seat !== null) Object.assign(open.counts[seat] ?? {}, counts)
  return { ...open, ...row, pollResult: await findPollResult(sql, networkId, epoch + 1) }
}

/** What is known of probation before an epoch. */
export type ProbationHistory = {
  readonly unproductive: readonly UnproductiveEpoch[]
  /** The first epoch from which on every one before the asked one is complete; the asked one itself when none is. */
  readonly knownFromEpoch: number
}

/** Unproductive seats of the stored epochs that weigh on an epoch's probation list. */
export async function probationHistory(
  sql: AnySql,
  networkId: number,
  params: NetworkParams,
  epoch: number,
): Promise<ProbationHistory> {
  const from = Math.max(1, epoch - params.probationEpochs)
  const complete = new Set(await listCompleteEpochs(sql, networkId, from, epoch))
  let knownFromEpoch = epoch
  while (complete.has(knownFromEpoch - 1)) knownFromEpoch -= 1
  const rows = await listUnproductive(sql, networkId, knownFromEpoch, epoch)
  const unproductive = [...complete]
    .filter((past) => past >= knownFromEpoch)
    .map((past) => ({
      epoch: past,
      keys: rows.filter((row) => row.epoch === past).map((row) => probationKey(params, past, row)),
    }))
  return { unproductive, knownFromEpoch }
}

/** The verified candidate snapshot for an epoch; null before its block. */
export async function pollResultFor(
  sql: AnySql,
  networkId: number,
  epoch: number,
): Promise<readonly PollCandidate[] | null> {
  return (await findPollResult(sql, networkId, epoch))?.candidates ?? null
}

/** Writes whose the missed slots of an epoch are, in the caller's transaction. */
export async function saveMissedOf(
  sql: AnySql,
  networkId: number,
  epoch: number,
  networkLostRounds: number,
  byOperator: Parameters<typeof saveMissedCounts>[3],
): Promise<void> {
  await saveNetworkLostRounds(sql, networkId, epoch, networkLostRounds)
  await saveMissedCounts(sql, networkId, epoch, byOperator)
}

/** Forgets an epoch and all after it, in the caller's transaction. */
export async function deleteEpochsFrom(sql: AnySql, networkId: number, epoch: number): Promise<void> {
  await deleteEpochs(sql, networkId, epoch)
}

/** Puts the derived list of an epoch in the place of its checkpoint's, which said the same after the cut. */
export async function replaceCheckpointList(
  sql: AnySql,
  networkId: number,
  derived: OpenEpoch,
): Promise<void> {
  await saveVotesBeforeCut(sql, networkId, derived.epoch, derived.list)
  await deletePollResult(sql, networkId, derived.epoch)
  await saveCheckpoint(sql, networkId, derived.epoch, derived.checkpoint)
}
