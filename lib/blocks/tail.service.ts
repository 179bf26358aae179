import { epochEnd, epochOf } from '#lib/chain/epoch.ts'
import { bytesEqual, hex } from '#lib/chain/hash.ts'
import { decodeBlock } from './decode.ts'
import { checkpointTip, type Tip } from './extend.ts'
import {
  accuse,
  askTrusted,
  type Following,
  type LaneState,
  type LaneStep,
  takeBlocks,
  withOpenEpoch,
} from './lane.service.ts'
import type { Failure } from './verify.ts'

/** Blocks that are verified and stored at once while the tail catches up. */
const AT_ONCE = 60
const TIMEOUT_MS = 2000

/**
 * One look for new blocks. It asks from the last known block on, so that an endpoint at the tip answers with that block
 * instead of an error, and one on another chain shows itself.
 */
export async function extendTail(following: Following, lane: LaneState): Promise<LaneStep> {
  const { params, signal } = following
  const { nextHeight } = lane.span
  const start = Math.max(1, nextHeight - 1)
  const known = nextHeight - start
  const room = epochEnd(params, epochOf(params, nextHeight)) - nextHeight + 1
  const count = known + Math.min(AT_ONCE, room)
  const got = await askTrusted(following, nextHeight, async (endpoint) => {
    return await endpoint.client.rawBlocks(start, count, { timeoutMs: TIMEOUT_MS, signal })
  })
  if (got === null) return { kind: 'nothing', lane }
  const { endpoint, answer } = got
  const blocks = answer.slice(known)
  const tip = known === 0 ? null : knownTip(following, lane, answer[0])
  if (tip !== null && 'check' in tip) {
    await accuse(following, endpoint, tip)
    return { kind: 'nothing', lane }
  }
  if (blocks.length === 0) return { kind: 'at_tip', lane }
  endpoint.height = Math.max(endpoint.height ?? 0, start + answer.length - 1)
  const ready = await withOpenEpoch(following, { ...lane, tip })
  const step = await takeBlocks(following, ready, endpoint, blocks)
  // A refused answer leaves nothing behind, the parent it came with least of all.
  return step.kind === 'nothing' ? { kind: 'nothing', lane: { ...ready, tip: lane.tip } } : step
}

/** The lane's own tip when the endpoint has it too, or the parent of its first block; else why it is refused. */
function knownTip(
  { params }: Following,
  { tip, span }: LaneState,
  bytes: Uint8Array | undefined,
): Tip | Failure {
  const height = span.nextHeight - 1
  const refusal = (expected: string, got: string): Failure => ({ height, check: 'link', expected, got })
  try {
    const block = decodeBlock(bytes ?? new Uint8Array())
    if (tip === null) return checkpointTip(params, block)
    return bytesEqual(block.hash, tip.hash) ? tip : refusal(hex(tip.hash), hex(block.hash))
  } catch (error) {
    return refusal(`block ${height}`, error instanceof Error ? error.message : 'no block')
  }
}
