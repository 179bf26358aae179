import { epochEnd, epochOf, epochStart } from '#lib/chain/epoch.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import type { PooledEndpoint } from '#lib/networks/endpoint-pool.service.ts'
import { decodeBlock } from './decode.ts'
import { checkpointTip } from './extend.ts'
import { askTrusted, type Following, type LaneState, type LaneStep, takeBlocks, withOpenEpoch } from './lane.service.ts'

/** Blocks verified and stored at once, counted from their epoch's start, so that every run cuts alike. */
const CHUNK_BLOCKS = 480
const TIMEOUT_MS = 20_000
/** Chunks asked for while one is being verified. */
const AHEAD = 2

type Chunk = { readonly first: number; readonly last: number }
type Fetched = { readonly endpoint: PooledEndpoint; readonly answer: readonly Uint8Array[] } | null

/** Chunks on their way, by their first height. */
export type Pipeline = Map<number, Promise<Fetched>>

/** The chunk that begins at a height: never across epochs, since a last block's signatures prove only its own seats. */
export function chunkFrom(params: NetworkParams, first: number, untilHeight: number): Chunk {
  const epoch = epochOf(params, first)
  const start = epochStart(params, epoch)
  const end = start + (Math.floor((first - start) / CHUNK_BLOCKS) + 1) * CHUNK_BLOCKS - 1
  return { first, last: Math.min(end, epochEnd(params, epoch), untilHeight) }
}

/** Fetches, verifies and stores the next chunk of a backfill, with the following ones already asked for. */
export async function extendBackfill(following: Following, lane: LaneState, pipeline: Pipeline): Promise<LaneStep> {
  const { params } = following
  const until = lane.span.untilHeight ?? 0
  let chunk = chunkFrom(params, lane.span.nextHeight, until)
  const needsParent = lane.tip === null && chunk.first > 1
  const current = pipeline.get(chunk.first) ?? fetchChunk(following, chunk, needsParent)
  const { first, last } = chunk
  for (let ahead = 0; ahead < AHEAD && chunk.last < until; ahead += 1) {
    chunk = chunkFrom(params, chunk.last + 1, until)
    if (!pipeline.has(chunk.first)) pipeline.set(chunk.first, fetchChunk(following, chunk, false))
  }
  const fetched = await current
  pipeline.delete(first)
  const blocks = fetched?.answer.slice(needsParent ? 1 : 0) ?? []
  if (fetched === null || blocks.length !== last - first + 1) {
    pipeline.clear()
    return { kind: 'nothing', lane }
  }
  const parent = needsParent ? decodeBlock(fetched.answer[0] ?? new Uint8Array()) : null
  const tip = parent === null ? lane.tip : checkpointTip(params, parent)
  const ready = await withOpenEpoch(following, { ...lane, tip })
  const step = await takeBlocks(following, ready, fetched.endpoint, blocks)
  if (step.kind !== 'advanced') pipeline.clear()
  return step.kind === 'nothing' ? { kind: 'nothing', lane: { ...ready, tip: lane.tip } } : step
}

function fetchChunk(following: Following, { first, last }: Chunk, withParent: boolean): Promise<Fetched> {
  const start = withParent ? first - 1 : first
  return askTrusted(following, last, ({ client }) => {
    return client.rawBlocks(start, last - start + 1, { timeoutMs: TIMEOUT_MS, signal: following.signal })
  })
}
