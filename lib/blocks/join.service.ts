import { epochOf } from '#lib/chain/epoch.ts'
import { bytesEqual, hex } from '#lib/chain/hash.ts'
import type { OpenEpoch } from '#lib/epochs/open-epoch.ts'
import { deleteEpochsFrom, replaceCheckpointList, resumeEpoch } from '#lib/epochs/progress.service.ts'
import { beginEpoch } from './begin-epoch.service.ts'
import { decodeBlock } from './decode.ts'
import { BlocksError } from './errors.ts'
import { placed } from './extend.ts'
import { askTrusted, type Following, type LaneState } from './lane.service.ts'
import { countMissedAt, deleteBlocksFrom, endBackfill, findBlock, joinSpans, restartTail } from './store.ts'

const TIMEOUT_MS = 4000

/**
 * Puts a finished backfill and the tail together. What the backfill derived for the tail's first epoch must be what its
 * checkpoint said, and the chain must link. Then the checkpoint is forgotten; else the tail stood on a lie: it is thrown
 * away and followed again from where the backfill ended, as is one that has no block yet. Returns which it was.
 */
export async function joinLanes(following: Following, backfill: LaneState): Promise<'joined' | 'restarted'> {
  const { sql, networkId, params } = following
  const height = backfill.span.nextHeight
  const derived = await beginEpoch(following, epochAfter(backfill, following), false)
  const stored = await resumeEpoch(sql, networkId, params, derived.epoch)
  const isSound =
    stored !== null && isSameList(derived, stored) && (await linksTo(following, backfill, derived))
  await sql.begin(async (tx) => {
    const isOurs = await endBackfill(tx, networkId, height)
    if (!isOurs) throw new BlocksError('lease_lost', `another worker joined the lanes at ${height}`)
    if (isSound) {
      await joinSpans(tx, networkId, backfill.span.fromHeight)
      await replaceCheckpointList(tx, networkId, derived)
      return
    }
    await deleteBlocksFrom(tx, networkId, height)
    await deleteEpochsFrom(tx, networkId, derived.epoch)
    await restartTail(tx, networkId, backfill.span.fromHeight, height)
  })
  return isSound ? 'joined' : 'restarted'
}

function epochAfter({ open, tip }: LaneState, { params }: Following): number {
  if (open !== null || tip === null) throw new BlocksError('bad_block', 'a backfill ends with an epoch')
  return epochOf(params, tip.height + 1)
}

/** Whether the tail's first block follows the backfill's last one, in hash and in the slots missed between them. */
async function linksTo(following: Following, { tip, span }: LaneState, derived: OpenEpoch): Promise<boolean> {
  const { sql, networkId, params, signal } = following
  const first = await findBlock(sql, networkId, span.nextHeight)
  if (first === null || tip === null) return true
  const got = await askTrusted(following, first.height, ({ client }) => {
    return client.rawBlocks(first.height, 1, { timeoutMs: TIMEOUT_MS, signal })
  })
  const bytes = got?.answer[0]
  if (bytes === undefined) throw new BlocksError('no_agreement', `nobody sends block ${first.height}`)
  const block = decodeBlock(bytes)
  if (!bytesEqual(block.hash, first.hash)) {
    throw new BlocksError('no_agreement', `block ${first.height} came as ${hex(block.hash)}`)
  }
  if (!bytesEqual(block.previousHash, tip.hash)) return false
  const { missed } = placed(params, derived, tip, block)
  return missed.length === (await countMissedAt(sql, networkId, first.height))
}

function isSameList(a: OpenEpoch, b: OpenEpoch): boolean {
  return (
    a.list.length === b.list.length &&
    a.list.every((one, index) => {
      const other = b.list[index]
      return (
        one.operator === other?.operator &&
        one.votes === other.votes &&
        one.probationCount === other.probationCount
      )
    })
  )
}
