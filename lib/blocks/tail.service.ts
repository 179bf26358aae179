import { epochEnd, epochOf } from '#lib/chain/epoch.ts'
import { bytesEqual, hex } from '#lib/chain/hash.ts'
import type { PooledEndpoint } from '#lib/networks/endpoint-pool.service.ts'
import type { Received } from './decode.ts'
import { BlocksError } from './errors.ts'
import {
  accuse,
  askTrusted,
  blocksOf,
  type Following,
  type LaneState,
  type LaneStep,
  takeBlocks,
  withOpenEpoch,
} from './lane.service.ts'
import { type Failure, noBlock } from './verify.ts'

/** Blocks that are verified and stored at once while the tail catches up. */
const AT_ONCE = 60
const TIMEOUT_MS = 2000

/**
 * One look for new blocks. It asks from the last known block on, so that an endpoint at the tip answers with that block
 * instead of an error, and one on another chain shows itself.
 */
export async function extendTail(following: Following, lane: LaneState): Promise<LaneStep> {
  const { params } = following
  const { nextHeight } = lane.span
  const start = Math.max(1, nextHeight - 1)
  const known = nextHeight - start
  const room = epochEnd(params, epochOf(params, nextHeight)) - nextHeight + 1
  const count = known + Math.min(AT_ONCE, room)
  const ask = (endpoint: PooledEndpoint) => blocksOf(following, endpoint, start, count, TIMEOUT_MS)
  const got = await askTrusted(following, nextHeight, ask, ({ length }) => length > known)
  if (got === null) return { kind: 'nothing', lane }
  const { endpoint, answer } = got
  const blocks = answer.slice(known)
  const failure = known === 0 ? null : differs(lane, answer[0])
  if (failure !== null) {
    await accuse(following, endpoint, failure)
    return { kind: 'nothing', lane }
  }
  if (blocks.length === 0) return { kind: 'at_tip', lane }
  return takeBlocks(following, await withOpenEpoch(following, lane), endpoint, blocks)
}

/** Null when an endpoint has the lane's own tip; else why it is refused. */
function differs({ tip, span }: LaneState, block: Received | undefined): Failure | null {
  const height = span.nextHeight - 1
  if (block === undefined || block instanceof BlocksError)
    return noBlock(height, block?.message ?? 'no block')
  if (tip === null || bytesEqual(block.hash, tip.hash)) return null
  return { height, check: 'link', expected: hex(tip.hash), got: hex(block.hash) }
}
