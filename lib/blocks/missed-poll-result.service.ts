import type { PollCandidate } from '#lib/chain/candidates.ts'
import { epochEnd, pollResultHeight } from '#lib/chain/epoch.ts'
import { bytesEqual } from '#lib/chain/hash.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import type { Sql } from '#lib/db/client.ts'
import {
  type EndpointPool,
  failed,
  type PooledEndpoint,
  trusted,
} from '#lib/networks/endpoint-pool.service.ts'
import { decodeBlock } from './decode.ts'
import { BlocksError } from './errors.ts'
import { type PollWatch, takePollResult } from './extend.ts'
import { findBlock } from './store.ts'
import { failedContent } from './verify.ts'

/** What the beginning of an epoch is asked with. */
export type Begin = {
  readonly sql: Sql
  readonly networkId: number
  readonly params: NetworkParams
  readonly pool: EndpointPool
  readonly signal: AbortSignal
}

const AT_ONCE = 60
const TIMEOUT_MS = 5000

/**
 * Looks again for the poll result of an epoch that is complete without one: the chain cannot have gone on, so whoever sent
 * the block left it out of the body, where only receipts are under a root. Every trusted endpoint is asked; a block counts
 * only with the hash that is stored. Null when nobody sends it.
 */
export async function missedPollResult(
  begin: Begin,
  epoch: number,
): Promise<readonly PollCandidate[] | null> {
  for (const endpoint of trusted(begin.pool)) {
    try {
      const found = await searched(begin, endpoint, epoch - 1)
      if (found !== null) return found
    } catch (error) {
      if (begin.signal.aborted) return null
      if (!(error instanceof BlocksError)) failed(endpoint, error)
    }
  }
  return null
}

async function searched(
  { sql, networkId, params, signal }: Begin,
  { client }: PooledEndpoint,
  epoch: number,
): Promise<readonly PollCandidate[] | null> {
  const end = epochEnd(params, epoch)
  const open: PollWatch = { epoch, endHeight: end, pollResult: null }
  for (let start = pollResultHeight(params, epoch); start <= end; start += AT_ONCE) {
    const count = Math.min(AT_ONCE, end - start + 1)
    for (const bytes of await client.rawBlocks(start, count, { timeoutMs: TIMEOUT_MS, signal })) {
      const block = decodeBlock(bytes)
      const stored = await findBlock(sql, networkId, block.height)
      if (stored === null || !bytesEqual(stored.hash, block.hash)) return null
      if (failedContent(block, block.height, null) !== null) return null
      if (takePollResult(params, open, block) !== null) return null
      if (open.pollResult !== null) return open.pollResult.candidates
    }
  }
  return null
}
