import { epochOf } from '#lib/chain/epoch.ts'
import { bytesEqual } from '#lib/chain/hash.ts'
import { blockHash } from '#lib/chain/signatures.ts'
import { wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import { createNodeClient, type NodeClient } from '#lib/nodes/client.ts'
import { openDoor } from '#lib/nodes/door.client.ts'
import { NodeError } from '#lib/nodes/errors.ts'
import { lookAt } from '#lib/nodes/look.service.ts'
import { headerBytesIn } from '#lib/nodes/raw-block.ts'
import { checkParams } from './check-params.service.ts'
import type { EndpointConfig, NetworkConfig } from './config.ts'
import { type Conflict, deleteEndpointsBut, findMemory, type Proof, saveEndpoint } from './endpoints.store.ts'
import type { Anchor } from './registry.store.ts'

/** An endpoint as the pool knows it; its fields change as it is used. */
export type PooledEndpoint = {
  readonly config: EndpointConfig
  readonly client: NodeClient
  height: number | null
  version: string | null
  answeredAtMs: number | null
  /** `ok`, `lying`, `conflict`, or why the last call failed; `unknown` before the first. */
  verdict: string
  detail: string | null
  proof: Proof | null
  conflict: Conflict | null
  /** Wall ms until which a liar is not asked again. */
  shunnedUntilMs: number
  /** What is wrong with its other addresses. */
  trouble: string | null
  /** Wall ms of the last time its network was proven. */
  provenAtMs: number | null
  /** Whether its own arithmetic was compared with our parameters. */
  isCompared: boolean
}

export type EndpointPool = {
  readonly endpoints: readonly PooledEndpoint[]
  readonly chainId: number
  anchor: Anchor | null
}

const LOOK_TIMEOUT_MS = 3000
/** A liar is given another chance after this; what it says is verified all the same. */
const SHUN_MS = 10 * 60_000
/** … but when nobody else is left, sooner. */
const SHUN_LAST_MS = 30_000
const PROVE_AGAIN_MS = 60_000
const BEHIND_BLOCKS = 3

/** Blocks come over gRPC only. */
const UNFOLLOWED = {
  height: null,
  version: null,
  answeredAt: null,
  checkedAt: null,
  verdict: 'not_supported',
  detail: 'it has no gRPC address, so blocks cannot be followed from it',
  proof: null,
  conflict: null,
}

/** Clients for all gRPC endpoints of a network, with what is remembered of them. */
export async function openPool(
  sql: Sql,
  networkId: number,
  config: NetworkConfig,
  anchor: Anchor | null,
): Promise<EndpointPool> {
  const door = openDoor(config.allowedRanges)
  const endpoints: PooledEndpoint[] = []
  for (const endpoint of config.endpoints) {
    if (endpoint.grpc === null) {
      await saveEndpoint(sql, networkId, endpoint, UNFOLLOWED)
      continue
    }
    const memory = await findMemory(sql, networkId, endpoint)
    const wasLying = memory?.verdict === 'lying'
    endpoints.push({
      config: endpoint,
      client: createNodeClient(endpoint, door),
      height: null,
      version: null,
      answeredAtMs: null,
      verdict: wasLying ? 'lying' : 'unknown',
      detail: null,
      proof: memory?.proof ?? null,
      conflict: memory?.conflict ?? null,
      shunnedUntilMs: wasLying ? wallNow() + SHUN_LAST_MS : 0,
      trouble: null,
      provenAtMs: null,
      isCompared: false,
    })
  }
  const names = config.endpoints.map(({ name }) => name)
  await deleteEndpointsBut(sql, networkId, names)
  return { endpoints, chainId: config.params.chainId, anchor }
}

export function closePool(pool: EndpointPool): void {
  for (const { client } of pool.endpoints) client.close()
}

/** Endpoints that may be asked, those that are at the tip first, then in the order of the configuration. */
export function trusted(pool: EndpointPool): PooledEndpoint[] {
  const usable = pool.endpoints.filter(isTrusted)
  return [
    ...usable.filter(({ verdict }) => verdict === 'ok'),
    ...usable.filter(({ verdict }) => verdict !== 'ok'),
  ]
}

function isTrusted({ verdict }: PooledEndpoint): boolean {
  return verdict === 'ok' || verdict === 'behind'
}

/** Endpoints that answered their last call, trusted or not. */
export function answering(pool: EndpointPool): number {
  return pool.endpoints.filter((one) =>
    ['ok', 'behind', 'lying', 'conflict', 'wrong_network'].includes(one.verdict),
  ).length
}

/** Whether every endpoint was asked at least once. */
export function isLookedAt(pool: EndpointPool): boolean {
  return pool.endpoints.every(({ verdict }) => verdict !== 'unknown')
}

/** The highest tip that a trusted endpoint claims. */
export function claimedTip(pool: EndpointPool): number | null {
  const heights = trusted(pool).flatMap(({ height }) => (height === null ? [] : [height]))
  return heights.length === 0 ? null : Math.max(...heights)
}

/** The highest tip that two trusted endpoints claim, or the only one does: no single one can make it up. */
export function supportedTip(pool: EndpointPool): number | null {
  const heights = trusted(pool).flatMap(({ height }) => (height === null ? [] : [height]))
  return heights.sort((a, b) => b - a)[Math.min(1, heights.length - 1)] ?? null
}

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

/** Marks an endpoint by why a call to it failed; what is no fault of the endpoint is thrown on. */
export function failed(endpoint: PooledEndpoint, error: unknown): void {
  if (!(error instanceof NodeError)) throw error
  if (error.code === 'stopped' || endpoint.shunnedUntilMs > wallNow()) return
  if (error.code === 'behind') {
    endpoint.verdict = 'behind'
    return
  }
  // A closer look found TLS where none is configured; the call itself only sees that it is cut off.
  if (error.code === 'cut_off' && endpoint.verdict === 'tls') return
  endpoint.verdict = error.code
  endpoint.detail = error.message.slice(0, 300)
  endpoint.provenAtMs = null
}

/** Marks a liar: nothing of it is used until it was shunned for a while, and its proof stays for all to see. */
export function shun(pool: EndpointPool, endpoint: PooledEndpoint, proof: Proof): void {
  endpoint.verdict = 'lying'
  endpoint.detail = `block ${proof.height} failed ${proof.check}`
  endpoint.proof = proof
  endpoint.provenAtMs = null
  endpoint.shunnedUntilMs = wallNow() + (trusted(pool).length > 0 ? SHUN_MS : SHUN_LAST_MS)
}

/** Marks an endpoint that claims a height it does not send blocks up to; it is not asked for a while. */
export function breaksPromise(endpoint: PooledEndpoint, sentTo: number): void {
  endpoint.verdict = 'bad_answer'
  endpoint.detail = `it claims height ${endpoint.height}, but sends blocks up to ${sentTo} only`
  endpoint.shunnedUntilMs = wallNow() + SHUN_LAST_MS
}

/** Whether an answer that ends at a height falls so far short of the claimed tip that it is no block on its way. */
export function isShortOf(endpoint: PooledEndpoint, sentTo: number): boolean {
  return endpoint.height !== null && endpoint.height - sentTo >= BEHIND_BLOCKS
}

/** Marks endpoints whose lists differ where nothing proves either: none of them is asked for a while. */
export function distrust(endpoints: readonly PooledEndpoint[], conflict: Conflict): void {
  for (const endpoint of endpoints) {
    endpoint.verdict = 'conflict'
    endpoint.conflict = conflict
    endpoint.shunnedUntilMs = wallNow() + SHUN_LAST_MS
  }
}

/** Writes what is known of every endpoint for pages to show. */
export async function savePool(sql: Sql, networkId: number, pool: EndpointPool): Promise<void> {
  const checkedAt = new Date(wallNow())
  for (const endpoint of pool.endpoints) {
    const { config, height, version, verdict, trouble, proof, conflict, answeredAtMs } = endpoint
    const detail = endpoint.detail ?? trouble
    const answeredAt = answeredAtMs === null ? null : new Date(answeredAtMs)
    const report = { height, version, verdict, detail, proof, conflict, answeredAt, checkedAt }
    await saveEndpoint(sql, networkId, config, report)
  }
}
