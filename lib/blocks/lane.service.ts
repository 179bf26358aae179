import { epochOf } from '#lib/chain/epoch.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import { copyOf, isComplete, type OpenEpoch } from '#lib/epochs/open-epoch.ts'
import { resumeEpoch, saveEpoch, type WhoIs } from '#lib/epochs/progress.service.ts'
import {
  type EndpointPool,
  failed,
  type PooledEndpoint,
  savePool,
  shun,
  trusted,
} from '#lib/networks/endpoint-pool.service.ts'
import { beginEpoch } from './begin-epoch.service.ts'
import { type ChunkResult, type ReadChunk, readChunk, type Stop } from './chunk.ts'
import { BlocksError } from './errors.ts'
import { committedAtMs, type Tip } from './extend.ts'
import { allSigned } from './signatures.client.ts'
import type { SignedMessage } from './signed-message.ts'
import { advanceSpan, findBlock, insertBlocks, insertMissedSlots, type Span } from './store.ts'
import type { Failure, SignedBy } from './verify.ts'

/** What both lanes of a network share. */
export type Following = {
  readonly sql: Sql
  readonly networkId: number
  readonly params: NetworkParams
  readonly pool: EndpointPool
  readonly whoIs: WhoIs
  readonly signal: AbortSignal
}

/** A run of blocks being extended: where it stands, and the epoch it is in (null before that epoch's first block). */
export type LaneState = { readonly span: Span; readonly tip: Tip | null; readonly open: OpenEpoch | null }

/** A lane as it was last stored; the tip before its first block is not known yet. */
export async function resumeLane(following: Following, span: Span): Promise<LaneState> {
  const { sql, networkId, params } = following
  if (span.nextHeight === span.fromHeight) return { span, tip: null, open: null }
  const last = await findBlock(sql, networkId, span.nextHeight - 1)
  if (last === null) throw new BlocksError('bad_block', `block ${span.nextHeight - 1} is not stored`)
  const { height, atMs, hash, lateRounds } = last
  const tip = {
    height,
    atMs,
    hash,
    lateRounds,
    committedAtMs: committedAtMs(params, height, atMs, lateRounds),
  }
  const open = await resumeEpoch(sql, networkId, params, epochOf(params, height))
  return { span, tip, open: open !== null && isComplete(open) ? null : open }
}

export type LaneStep =
  | { readonly kind: 'advanced'; readonly lane: LaneState }
  /** A trusted endpoint had no newer block when it was asked. */
  | { readonly kind: 'at_tip'; readonly lane: LaneState }
  /** Nobody could be asked, or what they said was refused; try again a little later. */
  | { readonly kind: 'nothing'; readonly lane: LaneState }
  | { readonly kind: 'stopped'; readonly stop: Stop }

/** The lane with the epoch of its next block open. */
export async function withOpenEpoch(following: Following, lane: LaneState): Promise<LaneState> {
  if (lane.open !== null) return lane
  const { span } = lane
  const epoch = epochOf(following.params, span.nextHeight)
  return { ...lane, open: await beginEpoch(following, epoch, span.nextHeight === span.fromHeight) }
}

/** A backfill of up to this many blocks is checked signature by signature: it takes seconds, and then all endorsers are known. */
const SHORT_BACKFILL_BLOCKS = 10_000

function isShort({ fromHeight, untilHeight }: Span): boolean {
  return untilHeight === null || untilHeight - fromHeight < SHORT_BACKFILL_BLOCKS
}

/** Blocks that fit so far; nothing of them is stored before `settle` has checked their signatures. */
export type Scanned = {
  readonly kind: 'scanned'
  /** Where the lane will stand. */
  readonly lane: LaneState
  /** Checks what was put off and stores the chunk. */
  readonly settle: () => Promise<LaneStep>
}

/** Reads blocks that an endpoint sent for the lane's next heights; many signatures are put off to be checked at once. */
export async function scanBlocks(
  following: Following,
  lane: LaneState,
  endpoint: PooledEndpoint,
  blocks: readonly Uint8Array[],
): Promise<Scanned | LaneStep> {
  if (lane.open === null) throw new BlocksError('bad_block', 'no epoch is open')
  const before = lane.open
  const mode = isShort(lane.span) ? 'every' : 'needed'
  const read = (signedBy?: SignedBy) => {
    const open = copyOf(before)
    return { open, result: readChunk(following.params, open, lane.tip, blocks, mode, signedBy) }
  }
  const putOff: SignedMessage[] = []
  const { open, result } = read(
    (digest, signature, publicKey) => putOff.push({ digest, signature, publicKey }) > 0,
  )
  if (result.kind !== 'verified') return refused(following, lane, endpoint, result)
  const span = { ...lane.span, nextHeight: result.tip.height + 1 }
  const after = { span, tip: result.tip, open: isComplete(open) ? null : open }
  const settle = async (): Promise<LaneStep> => {
    // The quick way told only that something is false; the slow one tells what.
    if (!(await allSigned(putOff))) return refused(following, lane, endpoint, read().result)
    await storeChunk(following, lane, before, open, result)
    return { kind: 'advanced', lane: after }
  }
  return { kind: 'scanned', lane: after, settle }
}

async function refused(
  following: Following,
  lane: LaneState,
  endpoint: PooledEndpoint,
  result: ChunkResult,
): Promise<LaneStep> {
  if (result.kind === 'stopped') return result
  if (result.kind === 'lying') await accuse(following, endpoint, result.failure)
  return { kind: 'nothing', lane }
}

/** Verifies blocks that an endpoint sent for the lane's next heights, and stores what they mean. */
export async function takeBlocks(
  following: Following,
  lane: LaneState,
  endpoint: PooledEndpoint,
  blocks: readonly Uint8Array[],
): Promise<LaneStep> {
  const scanned = await scanBlocks(following, lane, endpoint, blocks)
  return scanned.kind === 'scanned' ? scanned.settle() : scanned
}

/** Marks a liar for all to see, at once. */
export async function accuse(
  { sql, networkId, pool }: Following,
  endpoint: PooledEndpoint,
  failure: Failure,
): Promise<void> {
  shun(pool, endpoint, { ...failure, at: new Date(wallNow()).toISOString() })
  await savePool(sql, networkId, pool)
}

async function storeChunk(
  { sql, networkId, params, whoIs }: Following,
  { span }: LaneState,
  before: OpenEpoch,
  grown: OpenEpoch,
  chunk: ReadChunk,
): Promise<void> {
  const missed = chunk.missed.map((slot) => ({ ...slot, operator: grown.seats[slot.seat] ?? '' }))
  const had = { producedBlocks: before.producedBlocks, hasPollResult: before.pollResult !== null }
  await sql.begin(async (tx) => {
    const isOurs = await advanceSpan(tx, networkId, span.lane, span.nextHeight, chunk.tip.height + 1)
    if (!isOurs) throw new BlocksError('lease_lost', `another worker stored block ${span.nextHeight}`)
    await insertBlocks(tx, networkId, chunk.rows)
    await insertMissedSlots(tx, networkId, grown.epoch, missed)
    await saveEpoch(tx, networkId, params, grown, had, whoIs)
  })
}

/**
 * Asks trusted endpoints in turn, those first that are known to have a height; what fails is marked and the next one
 * asked. Null when none of them could answer.
 */
export async function askTrusted<T>(
  { pool, signal }: Following,
  height: number,
  ask: (endpoint: PooledEndpoint) => Promise<T>,
): Promise<{ readonly endpoint: PooledEndpoint; readonly answer: T } | null> {
  const hasIt = (endpoint: PooledEndpoint): boolean => (endpoint.height ?? 0) >= height
  const usable = trusted(pool)
  for (const endpoint of [...usable.filter(hasIt), ...usable.filter((one) => !hasIt(one))]) {
    if (signal.aborted) return null
    try {
      return { endpoint, answer: await ask(endpoint) }
    } catch (error) {
      failed(endpoint, error)
    }
  }
  return null
}
