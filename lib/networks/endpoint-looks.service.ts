import { epochOf } from '#lib/chain/epoch.ts'
import { bytesEqual } from '#lib/chain/hash.ts'
import { blockHash } from '#lib/chain/signatures.ts'
import { wallNow } from '#lib/clock.ts'
import { openDoor } from '#lib/nodes/door.client.ts'
import { NodeError } from '#lib/nodes/errors.ts'
import { lookAt } from '#lib/nodes/look.service.ts'
import { headerBytesIn } from '#lib/nodes/raw-block.ts'
import { checkParams } from './check-params.service.ts'
import type { NetworkConfig } from './config.ts'
import {
  BEHIND_BLOCKS,
  claimedTip,
  type EndpointPool,
  failed,
  isTrusted,
  type PooledEndpoint,
  trusted,
} from './endpoint-pool.service.ts'
import type { Anchor } from './registry.store.ts'

const LOOK_TIMEOUT_MS = 3000
const PROVE_AGAIN_MS = 60_000

/** Asks every endpoint for its tip, and now and then proves that it is of this network. Never throws for an endpoint. */
export async function checkTips(pool: EndpointPool, signal: AbortSignal): Promise<void> {
  await Promise.all(pool.endpoints.map((endpoint) => checkTip(pool, endpoint, signal)))
  const tip = claimedTip(pool)
  for (const endpoint of trusted(pool)) {
    const isBehind = tip !== null && endpoint.height !== null && tip - endpoint.height >= BEHIND_BLOCKS
    endpoint.verdict = isBehind ? 'behind' : 'ok'
  }
}

async function checkTip(pool: EndpointPool, endpoint: PooledEndpoint, signal: AbortSignal): Promise<void> {
  const { client } = endpoint
  const patience = { timeoutMs: LOOK_TIMEOUT_MS, signal }
  try {
    const { height, chainId } = await client.chainMeta(patience)
    endpoint.height = height
    endpoint.answeredAtMs = wallNow()
    // The same id proves nothing (private networks share it), another one does.
    if (chainId !== pool.chainId) throw new NodeError('wrong_network', `its chain id is ${chainId}`)
    if (endpoint.provenAtMs === null || wallNow() - endpoint.provenAtMs > PROVE_AGAIN_MS) {
      await proveNetwork(pool.anchor, endpoint, signal)
      endpoint.provenAtMs = wallNow()
    }
    if (endpoint.shunnedUntilMs > wallNow()) return // it may have been caught while it answered
    if (endpoint.verdict !== 'behind') endpoint.verdict = 'ok'
    endpoint.detail = null
  } catch (error) {
    failed(endpoint, error)
  }
}

/** Looks at all addresses of every endpoint; what is wrong with one that cannot be followed is kept for all to see. */
export async function lookCloser(
  pool: EndpointPool,
  config: NetworkConfig,
  signal: AbortSignal,
): Promise<void> {
  const door = openDoor(config.allowedRanges)
  await Promise.all(
    pool.endpoints.map(async (endpoint) => {
      const look = await lookAt(endpoint.config, door, { signal })
      if (look.ok) {
        endpoint.version = look.version
        endpoint.trouble = troubleIn(look.troubles)
        await compareParams(endpoint, config, look.height, signal)
      } else if (!isTrusted(endpoint)) {
        failed(endpoint, new NodeError(look.reason, look.detail))
      }
    }),
  )
}

function troubleIn(
  troubles: Readonly<Record<string, { readonly reason: string; readonly detail: string }>>,
): string | null {
  const all = Object.entries(troubles).map(
    ([address, { reason, detail }]) => `${address}: ${reason} (${detail})`,
  )
  return all.length === 0 ? null : all.join('; ').slice(0, 300)
}

/** Compares our parameters with what a node computes, once; where they differ one of us is of another network. */
async function compareParams(
  endpoint: PooledEndpoint,
  { params }: NetworkConfig,
  tip: number,
  signal: AbortSignal,
): Promise<void> {
  if (endpoint.isCompared || tip < 1) return
  try {
    const [difference] = await checkParams(endpoint.client, params, tip, signal)
    endpoint.isCompared = true
    if (difference === undefined) return
    const { what, ours, theirs } = difference
    const detail = `${what} is ${ours} by our parameters, ${theirs} by its answer: check the network's parameters`
    endpoint.conflict = { epoch: epochOf(params, tip), detail }
  } catch (error) {
    failed(endpoint, error)
  }
}

/** A network is known by the hash of its first block, or of the checkpoint's; never by its chain id. */
async function proveNetwork(
  anchor: Anchor | null,
  endpoint: PooledEndpoint,
  signal: AbortSignal,
): Promise<void> {
  if (anchor === null) return
  const hash = await hashAt(endpoint, anchor.height, signal)
  if (hash !== null && bytesEqual(hash, anchor.hash)) return
  throw new NodeError('wrong_network', `its block ${anchor.height} is another network's`)
}

/** The hash that all endpoints have at the anchor's height when all of them are of one other network; else null. */
export async function otherGenesis(pool: EndpointPool, signal: AbortSignal): Promise<Uint8Array | null> {
  const { anchor, endpoints } = pool
  if (anchor === null || endpoints.some(({ verdict }) => verdict !== 'wrong_network')) return null
  const hashes = await Promise.all(endpoints.map((endpoint) => hashAt(endpoint, anchor.height, signal)))
  const [first] = hashes
  const isOne = first != null && hashes.every((hash) => hash !== null && bytesEqual(hash, first))
  return isOne && !bytesEqual(first, anchor.hash) ? first : null
}

/** The hash of the block an endpoint has at a height; null when it sends no block. */
export async function hashAt(
  { client }: PooledEndpoint,
  height: number,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const [block] = await client.rawBlocks(height, 1, { timeoutMs: LOOK_TIMEOUT_MS, signal })
  const header = block === undefined ? null : headerBytesIn(block)
  return header === null ? null : blockHash(header)
}
