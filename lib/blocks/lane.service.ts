import { publishHead } from '#lib/audit/heads.service.ts'
import { epochOf } from '#lib/chain/epoch.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import { copyOf, isComplete, type OpenEpoch } from '#lib/epochs/open-epoch.ts'
import { resumeEpoch, saveEpoch, type WhoIs } from '#lib/epochs/progress.service.ts'
import {
  breaksPromise,
  type EndpointPool,
  failed,
  isShortOf,
  type PooledEndpoint,
  saveEndpoints,
  shun,
  trusted,
} from '#lib/networks/endpoint-pool.service.ts'
import { pausesOf } from '#lib/networks/pauses.service.ts'
import { beginEpoch } from './begin-epoch.service.ts'
import { type ChunkResult, type ReadChunk, readChunk, type Stop } from './chunk.ts'
import { type Received, received } from './decode.ts'
import { BlocksError } from './errors.ts'
import { committedAtMs, type Tip } from './extend.ts'
import { agreedParent } from './parent.service.ts'
import { applyPauses } from './paused-slots.service.ts'
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

/**
 * A lane as it was last stored. Before its first block the tip is the block before it, as endpoints that agree give it.
 * @throws {BlocksError} `no_agreement`.
 */
export async function resumeLane(following: Following, span: Span): Promise<LaneState> {
  const { sql, networkId, params } = following
  if (span.nextHeight === span.fromHeight) {
    const tip = span.fromHeight === 1 ? null : await agreedParent(following, span.fromHeight - 1)
    return { span, tip, open: null }
  }
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

/** Blocks that do not fit. Who is to blame is settled later: they may stand on others that turn out false. */
export type Refused = { readonly kind: 'refused'; readonly settle: () => Promise<LaneStep> }

/** Reads blocks that an endpoint sent for the lane's next heights; many signatures are put off to be checked at once. */
export function scanBlocks(
  following: Following,
  lane: LaneState,
  endpoint: PooledEndpoint,
  blocks: readonly Received[],
): Scanned | Refused {
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
  if (result.kind !== 'verified') {
    return { kind: 'refused', settle: () => refused(following, lane, endpoint, result) }
  }
  const span = { ...lane.span, nextHeight: result.tip.height + 1 }
  const after = { span, tip: result.tip, open: isComplete(open) ? null : open }
  // Begun at once: the thread is to work while the chunk before is stored.
  const signed = allSigned(putOff)
  signed.catch(() => undefined) // thrown where it is awaited
  const settle = async (): Promise<LaneStep> => {
    // The quick way told only that something is false; the slow one tells what.
    if (!(await signed)) return refused(following, lane, endpoint, read().result)
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
  const { open } = lane
  // Lists that endpoints gave may be what is false: before the first block that they prove, ask for them again.
  const isProven = open === null || open.checkpoint === null || open.producedBlocks > 0
  return { kind: 'nothing', lane: isProven ? lane : { ...lane, open: null } }
}

/** Verifies blocks that an endpoint sent for the lane's next heights, and stores what they mean. */
export async function takeBlocks(
  following: Following,
  lane: LaneState,
  endpoint: PooledEndpoint,
  blocks: readonly Received[],
): Promise<LaneStep> {
  return scanBlocks(following, lane, endpoint, blocks).settle()
}

/** Marks a liar for all to see, at once. */
export async function accuse(
  { sql, networkId, pool }: Following,
  endpoint: PooledEndpoint,
  failure: Failure,
): Promise<void> {
  shun(pool, endpoint, { ...failure, at: new Date(wallNow()).toISOString() })
  await saveEndpoints(sql, networkId, [endpoint])
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
    await applyPauses(tx, networkId, params, grown.epoch, await pausesOf(tx, networkId))
    // An epoch that is fetched afterwards ended before anybody here could publish anything.
    if (span.lane === 'tail' && isComplete(grown)) await publishHead(tx, networkId, grown.epoch)
  })
}

export type Answered<T> = { readonly endpoint: PooledEndpoint; readonly answer: T }

/**
 * Asks trusted endpoints in turn, those first that are known to have a height; what fails is marked and the next one
 * asked, as after an answer that is not enough. Null when none of them could answer, else the last answer.
 */
export async function askTrusted<T>(
  { pool, signal }: Following,
  height: number,
  ask: (endpoint: PooledEndpoint) => Promise<T>,
  isEnough: (answer: T) => boolean = () => true,
): Promise<Answered<T> | null> {
  const hasIt = (endpoint: PooledEndpoint): boolean => (endpoint.height ?? 0) >= height
  const usable = trusted(pool)
  let last: Answered<T> | null = null
  for (const endpoint of [...usable.filter(hasIt), ...usable.filter((one) => !hasIt(one))]) {
    // Who does not claim to have it need not be asked after somebody said that there is nothing.
    if (signal.aborted || (last !== null && !hasIt(endpoint))) return last
    try {
      last = { endpoint, answer: await ask(endpoint) }
      if (isEnough(last.answer)) return last
    } catch (error) {
      failed(endpoint, error)
    }
  }
  return last
}

/** Blocks from an endpoint; one that sends fewer than asked, though it claims to have them, is shunned. */
export async function blocksOf(
  { signal }: Following,
  endpoint: PooledEndpoint,
  start: number,
  count: number,
  timeoutMs: number,
): Promise<readonly Received[]> {
  const blocks = await endpoint.client.rawBlocks(start, count, { timeoutMs, signal })
  const sentTo = start + blocks.length - 1
  if (blocks.length < count && isShortOf(endpoint, sentTo)) breaksPromise(endpoint, sentTo)
  else endpoint.height = Math.max(endpoint.height ?? 0, sentTo)
  return blocks.map(received)
}
