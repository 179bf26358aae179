import { epochOf, epochStart } from '#lib/chain/epoch.ts'
import { hex } from '#lib/chain/hash.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { type NetworkClock, networkTime, wallNow } from '#lib/clock.ts'
import { deleteEpochsFrom } from '#lib/epochs/progress.service.ts'
import type { NetworkConfig } from '#lib/networks/config.ts'
import { claimedTip, failed, hashAt, trusted } from '#lib/networks/endpoint-pool.service.ts'
import { anchorNetwork } from '#lib/networks/registry.service.ts'
import type { Following } from './lane.service.ts'
import { deleteBlocksFrom, deleteSpans, findBlock, insertSpan, listSpans, type Span } from './store.ts'

/**
 * The runs of blocks to follow: as they were stored, or, for a network seen for the first time, the tail from the
 * current epoch's start and, before it, a backfill from where following is to begin. Null while no endpoint can say.
 */
export async function startingSpans(
  following: Following,
  from: NetworkConfig['from'],
): Promise<readonly Span[] | null> {
  const { sql, networkId, params, pool } = following
  const stored = await listSpans(sql, networkId)
  if (stored.length > 0) return stored
  const tip = claimedTip(pool)
  if (tip === null || tip < 1) return null
  const current = epochOf(params, tip)
  const first = Math.min(firstEpoch(params, from, current), current)
  const start = epochStart(params, first)
  const hash = await agreedHash(following, start)
  if (hash === null) return null
  pool.anchor = { height: start, hash }
  await anchorNetwork(sql, networkId, pool.anchor)
  const tailStart = epochStart(params, current)
  const tail: Span = { lane: 'tail', fromHeight: tailStart, nextHeight: tailStart, untilHeight: null }
  await insertSpan(sql, networkId, tail)
  if (start === tailStart) return [tail]
  const backfill: Span = {
    lane: 'backfill',
    fromHeight: start,
    nextHeight: start,
    untilHeight: tailStart - 1,
  }
  await insertSpan(sql, networkId, backfill)
  return [tail, backfill]
}

function firstEpoch(params: NetworkParams, from: NetworkConfig['from'], current: number): number {
  if (from === 'genesis') return 1
  return 'height' in from ? epochOf(params, from.height) : Math.max(1, current - from.epochsBack)
}

/** The hash of a block that most trusted endpoints have; null when nobody sends it or two camps are equal. */
async function agreedHash({ pool, signal }: Following, height: number): Promise<Uint8Array | null> {
  const hashes: Uint8Array[] = []
  for (const endpoint of trusted(pool)) {
    try {
      const hash = await hashAt(endpoint, height, signal)
      if (hash !== null) hashes.push(hash)
    } catch (error) {
      failed(endpoint, error)
    }
  }
  const groups = [...Map.groupBy(hashes, hex).values()].sort((a, b) => b.length - a.length)
  const [largest, second] = groups
  if (largest === undefined || largest.length === second?.length) return null
  return largest[0] ?? null
}

/**
 * A practice network whose clock stands before its newest block was begun again from its start: what was stored of the
 * run before is forgotten, and it is followed anew. True when that was so.
 */
export async function forgetEarlierRun(following: Following, clock: NetworkClock | null): Promise<boolean> {
  const { sql, networkId } = following
  const tail = (await listSpans(sql, networkId)).find(({ lane }) => lane === 'tail')
  if (clock === null || tail === undefined) return false
  const newest = await findBlock(sql, networkId, tail.nextHeight - 1)
  if (newest === null || networkTime(clock, wallNow()) >= newest.atMs) return false
  await sql.begin(async (tx) => {
    await deleteBlocksFrom(tx, networkId, 0)
    await deleteEpochsFrom(tx, networkId, 0)
    await deleteSpans(tx, networkId)
  })
  return true
}
