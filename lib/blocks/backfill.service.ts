import { epochEnd, epochOf, epochStart } from '#lib/chain/epoch.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import type { PooledEndpoint } from '#lib/networks/endpoint-pool.service.ts'
import type { Received } from './decode.ts'
import {
  type Answered,
  askTrusted,
  blocksOf,
  type Following,
  type LaneState,
  type LaneStep,
  type Refused,
  type Scanned,
  scanBlocks,
  withOpenEpoch,
} from './lane.service.ts'

/** Blocks verified and stored at once, counted from their epoch's start, so that every run cuts alike. */
const CHUNK_BLOCKS = 240
const TIMEOUT_MS = 20_000
/** Chunks asked for while one is being verified. */
const AHEAD = 2

type Chunk = { readonly first: number; readonly last: number }
type Fetched = Answered<readonly Received[]> | null
type Nothing = Extract<LaneStep, { kind: 'nothing' }>

/** Chunks on their way, by their first height. */
type Pipeline = Map<number, Promise<Fetched>>

/** A backfill under way: one chunk is read while the signatures of the one before are checked and its rows stored. */
export type Backfill = { lane: LaneState; readonly pipeline: Pipeline; settling: Promise<LaneStep> | null }

export function startBackfill(lane: LaneState): Backfill {
  return { lane, pipeline: new Map(), settling: null }
}

/** One chunk further, as far as it is stored; `at_tip` when all of the backfill is. */
export async function extendBackfill(following: Following, backfill: Backfill): Promise<LaneStep> {
  const { lane, pipeline } = backfill
  const isRead = lane.span.nextHeight > (lane.span.untilHeight ?? 0)
  // An epoch's list is drawn from what is stored of the ones before.
  if (isRead || lane.open === null) {
    const step = await settle(backfill)
    if (step.kind !== 'at_tip' || isRead) return step
  }
  const scanned = await scanNext(following, lane, pipeline)
  const step = await settle(backfill)
  if (step.kind === 'stopped' || step.kind === 'nothing') return step
  if (scanned.kind === 'nothing') return scanned
  if (scanned.kind === 'refused') {
    pipeline.clear()
    const verdict = await scanned.settle()
    if (verdict.kind === 'nothing') backfill.lane = verdict.lane
    return verdict
  }
  backfill.lane = scanned.lane
  backfill.settling = scanned.settle()
  backfill.settling.catch(() => undefined) // thrown where it is awaited
  return step.kind === 'advanced' ? step : { kind: 'advanced', lane }
}

/** The outcome of the chunk that is being stored; `at_tip` when there is none. One that failed is read again. */
async function settle(backfill: Backfill): Promise<LaneStep> {
  const { settling } = backfill
  if (settling === null) return { kind: 'at_tip', lane: backfill.lane }
  backfill.settling = null
  const step = await settling
  if (step.kind === 'nothing') {
    backfill.lane = step.lane
    backfill.pipeline.clear()
  }
  return step
}

/** The chunk that begins at a height: never across epochs, since a last block's signatures prove only its own seats. */
export function chunkFrom(params: NetworkParams, first: number, untilHeight: number): Chunk {
  const epoch = epochOf(params, first)
  const start = epochStart(params, epoch)
  const end = start + (Math.floor((first - start) / CHUNK_BLOCKS) + 1) * CHUNK_BLOCKS - 1
  return { first, last: Math.min(end, epochEnd(params, epoch), untilHeight) }
}

/** Fetches and reads the next chunk of a backfill, with the following ones already asked for. */
async function scanNext(
  following: Following,
  lane: LaneState,
  pipeline: Pipeline,
): Promise<Scanned | Refused | Nothing> {
  const { params } = following
  const until = lane.span.untilHeight ?? 0
  let chunk = chunkFrom(params, lane.span.nextHeight, until)
  const current = pipeline.get(chunk.first) ?? fetchChunk(following, chunk)
  const { first, last } = chunk
  for (let ahead = 0; ahead < AHEAD && chunk.last < until; ahead += 1) {
    chunk = chunkFrom(params, chunk.last + 1, until)
    if (!pipeline.has(chunk.first)) pipeline.set(chunk.first, fetchChunk(following, chunk))
  }
  const fetched = await current
  pipeline.delete(first)
  if (fetched === null || fetched.answer.length !== last - first + 1) {
    pipeline.clear()
    return { kind: 'nothing', lane }
  }
  const ready = await withOpenEpoch(following, lane)
  return scanBlocks(following, ready, fetched.endpoint, fetched.answer)
}

function fetchChunk(following: Following, { first, last }: Chunk): Promise<Fetched> {
  const count = last - first + 1
  const ask = (endpoint: PooledEndpoint) => blocksOf(following, endpoint, first, count, TIMEOUT_MS)
  return askTrusted(following, last, ask, ({ length }) => length === count)
}
