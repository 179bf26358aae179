import { epochOf } from '#lib/chain/epoch.ts'
import { bytesEqual } from '#lib/chain/hash.ts'
import { blockHash } from '#lib/chain/signatures.ts'
import { wallNow } from '#lib/clock.ts'
import { openDoor } from '#lib/nodes/door.client.ts'
import { NodeError } from '#lib/nodes/errors.ts'
import { lookAt } from '#lib/nodes/look.service.ts'
import { headerBytesIn } from '#lib/nodes/raw-block.ts'
import { eachLimited } from '#lib/nodes/sweep.ts'
import { checkParams } from './check-params.service.ts'
import type { NetworkConfig } from './config.ts'
import {
  BEHIND_BLOCKS,
  claimedTip,
  type EndpointPool,
  failed,
  isTrusted,
  type PooledEndpoint,
} from './endpoint-pool.service.ts'
import type { Anchor } from './registry.store.ts'

const LOOK_TIMEOUT_MS = 3000
const PROVE_AGAIN_MS = 60_000

/**
 * Asks endpoints for their tips, and now and then proves that they are of this network: a few at a time, those that
 * were not asked for longest. Never throws for an endpoint. Returns whom it asked.
 */
export async function checkTips(pool: EndpointPool, signal: AbortSignal): Promise<readonly PooledEndpoint[]> {
  const asked = due(pool)
  await Promise.all(asked.map((endpoint) => checkTip(pool, endpoint, signal)))
  const tip = claimedTip(pool)
  for (const endpoint of asked.filter(isTrusted)) {
    endpoint.lag = tip === null || endpoint.height === null ? null : Math.max(0, tip - endpoint.height)
    endpoint.verdict = (endpoint.lag ?? 0) >= BEHIND_BLOCKS ? 'behind' : 'ok'
  }
  return asked
}

/** Endpoints asked at once; of them, gateways, which blocks are streamed from. */
const AT_ONCE = 6
const GATEWAYS_AT_ONCE = 3

/** Everybody at first, and when nobody answers; else a few gateways, and a few of all, in turn. */
function due({ endpoints }: EndpointPool): readonly PooledEndpoint[] {
  const inTurn = endpoints.toSorted((a, b) => a.askedAtMs - b.askedAtMs)
  if (inTurn[0]?.askedAtMs === 0 || !endpoints.some(isTrusted)) return endpoints
  const gateways = inTurn.filter(({ config }) => config.gateway).slice(0, GATEWAYS_AT_ONCE)
  return [...new Set([...gateways, ...inTurn])].slice(0, AT_ONCE)
}

async function checkTip(pool: EndpointPool, endpoint: PooledEndpoint, signal: AbortSignal): Promise<void> {
  const { client } = endpoint
  const patience = { timeoutMs: LOOK_TIMEOUT_MS, signal }
  endpoint.askedAtMs = wallNow()
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
  await eachLimited(pool.endpoints, AT_ONCE, async (endpoint) => {
    const look = await lookAt(endpoint.config, door, { signal })
    if (look.ok) {
      endpoint.version = look.version
      endpoint.trouble = troubleIn(look.troubles)
      await compareParams(endpoint, config, look.height, signal)
    } else if (!isTrusted(endpoint)) {
      failed(endpoint, new NodeError(look.reason, look.detail))
    }
  })
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
