import { ChainError } from '#lib/chain/errors.ts'
import { hex } from '#lib/chain/hash.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { type EndpointPool, failed, trusted } from '#lib/networks/endpoint-pool.service.ts'
import { decodeBlock } from './decode.ts'
import { BlocksError } from './errors.ts'
import { checkpointTip, type Tip } from './extend.ts'

const TIMEOUT_MS = 4000

type Asking = { readonly params: NetworkParams; readonly pool: EndpointPool; readonly signal: AbortSignal }

/**
 * The block before the first one that is followed. The first block's link proves its header; its footer, which decides
 * phantom rounds, is part of the checkpoint: from two endpoints that agree, or from one when there is only one.
 * @throws {BlocksError} `no_agreement`.
 */
export async function agreedParent({ params, pool, signal }: Asking, height: number): Promise<Tip> {
  const tips: Tip[] = []
  for (const endpoint of trusted(pool)) {
    try {
      const [bytes] = await endpoint.client.rawBlocks(height, 1, { timeoutMs: TIMEOUT_MS, signal })
      tips.push(checkpointTip(params, decodeBlock(bytes ?? new Uint8Array())))
    } catch (error) {
      const isFalse = error instanceof ChainError || error instanceof BlocksError
      if (!isFalse) failed(endpoint, error) // a block that is none has no vote
    }
  }
  const camps = Map.groupBy(tips, ({ hash, lateRounds }) => `${hex(hash)} ${lateRounds}`)
  const [largest = [], second = []] = [...camps.values()].sort((a, b) => b.length - a.length)
  const [tip] = largest
  if (tip !== undefined && tip.height === height && largest.length > second.length) return tip
  throw new BlocksError('no_agreement', `endpoints do not agree on block ${height}`)
}
