import { epochOf, epochStart } from '#lib/chain/epoch.ts'
import { hex } from '#lib/chain/hash.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { type NetworkClock, networkTime, wallNow } from '#lib/clock.ts'
import { deleteEpochsFrom } from '#lib/epochs/progress.service.ts'
import type { NetworkConfig } from '#lib/networks/config.ts'
import {
  distrust,
  failed,
  type PooledEndpoint,
  supportedTip,
  trusted,
} from '#lib/networks/endpoint-pool.service.ts'
import { anchorNetwork } from '#lib/networks/registry.service.ts'
import { NodeError } from '#lib/nodes/errors.ts'
import { decodeBlock } from './decode.ts'
import { BlocksError } from './errors.ts'
import { accuse, type Following } from './lane.service.ts'
import { deleteBlocksFrom, deleteSpans, findBlock, insertSpan, listSpans, type Span } from './store.ts'
import { type Failure, failedSignature, noBlock } from './verify.ts'

const TIMEOUT_MS = 4000

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
  const tip = supportedTip(pool)
  if (tip === null || tip < 1) return null
  const current = epochOf(params, tip)
  const first = Math.min(firstEpoch(params, from, current), current)
  const start = epochStart(params, first)
  const hash = await agreedHash(following, start, first)
  if (hash === null) return null
  const anchor = { height: start, hash }
  const spans = freshSpans(start, epochStart(params, current))
  // All or nothing: a tail that stood alone would never be given its backfill.
  await sql.begin(async (tx) => {
    await anchorNetwork(tx, networkId, anchor)
    for (const span of spans) await insertSpan(tx, networkId, span)
  })
  pool.anchor = anchor
  return spans
}

function freshSpans(start: number, tailStart: number): Span[] {
  const tail: Span = { lane: 'tail', fromHeight: tailStart, nextHeight: tailStart, untilHeight: null }
  if (start === tailStart) return [tail]
  return [tail, { lane: 'backfill', fromHeight: start, nextHeight: start, untilHeight: tailStart - 1 }]
}

function firstEpoch(params: NetworkParams, from: NetworkConfig['from'], current: number): number {
  if (from === 'genesis') return 1
  return 'height' in from ? epochOf(params, from.height) : Math.max(1, current - from.epochsBack)
}

type Vote = { readonly endpoint: PooledEndpoint; readonly hash: Uint8Array; readonly failure: Failure | null }

/** The hash of a block that most trusted endpoints have; null when nobody sends it or two camps are equal. */
async function agreedHash(following: Following, height: number, epoch: number): Promise<Uint8Array | null> {
  const votes: Vote[] = []
  for (const endpoint of trusted(following.pool)) {
    const vote = await voteOf(following, endpoint, height)
    if (vote !== null) votes.push(vote)
  }
  const signed = votes.filter(({ failure }) => failure === null)
  const camps = [...Map.groupBy(signed, ({ hash }) => hex(hash)).values()].sort((a, b) => b.length - a.length)
  const [largest, second] = camps
  if (largest === undefined) {
    for (const { endpoint, failure } of votes)
      if (failure !== null) await accuse(following, endpoint, failure)
    return null
  }
  if (largest.length === second?.length) {
    const detail = `endpoints differ in block ${height}, the first to follow: they are of two networks`
    const both = signed.map(({ endpoint }) => endpoint)
    distrust(both, { epoch, detail })
    return null
  }
  for (const { endpoint } of votes.filter((vote) => !largest.includes(vote))) {
    failed(endpoint, new NodeError('wrong_network', `its block ${height} is another network's`))
  }
  return largest[0]?.hash ?? null
}

async function voteOf({ signal }: Following, endpoint: PooledEndpoint, height: number): Promise<Vote | null> {
  try {
    const [bytes] = await endpoint.client.rawBlocks(height, 1, { timeoutMs: TIMEOUT_MS, signal })
    const block = decodeBlock(bytes ?? new Uint8Array())
    return { endpoint, hash: block.hash, failure: failedSignature(block) }
  } catch (error) {
    if (error instanceof BlocksError) {
      return { endpoint, hash: new Uint8Array(), failure: noBlock(height, error.message) }
    }
    failed(endpoint, error)
    return null
  }
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
