import { wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import { createNodeClient, type NodeClient } from '#lib/nodes/client.ts'
import { openDoor } from '#lib/nodes/door.client.ts'
import { NodeError } from '#lib/nodes/errors.ts'
import type { EndpointConfig, NetworkConfig } from './config.ts'
import { type Conflict, deleteEndpointsBut, findMemory, type Proof, saveEndpoint } from './endpoints.store.ts'
import type { Anchor } from './registry.store.ts'

/** An endpoint as the pool knows it; its fields change as it is used. */
export type PooledEndpoint = {
  readonly config: EndpointConfig
  readonly client: NodeClient
  height: number | null
  /** Blocks below the network's tip when it was last asked. */
  lag: number | null
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
  /** Wall ms at which it was last asked for its tip; 0 = never. */
  askedAtMs: number
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

/** A liar is given another chance after this; what it says is verified all the same. */
const SHUN_MS = 10 * 60_000
/** … but when nobody else is left, sooner. */
const SHUN_LAST_MS = 30_000
/** Fewer are just blocks on their way. */
export const BEHIND_BLOCKS = 3

/** Blocks come over gRPC only. */
const UNFOLLOWED = {
  height: null,
  lag: null,
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
      lag: null,
      version: null,
      answeredAtMs: null,
      verdict: wasLying ? 'lying' : 'unknown',
      detail: null,
      proof: memory?.proof ?? null,
      conflict: memory?.conflict ?? null,
      shunnedUntilMs: wasLying ? wallNow() + SHUN_LAST_MS : 0,
      trouble: null,
      askedAtMs: 0,
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

export function isTrusted({ verdict }: PooledEndpoint): boolean {
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

/** Marks an endpoint by why a call to it failed; what is no fault of the endpoint is thrown on. */
export function failed(endpoint: PooledEndpoint, error: unknown): void {
  if (!(error instanceof NodeError)) throw error
  if (error.code === 'stopped' || endpoint.shunnedUntilMs > wallNow()) return
  if (error.code === 'behind') {
    endpoint.verdict = 'behind'
    return
  }
  // A node that has no answer to one question is no worse a source of blocks.
  if (error.code === 'not_supported' && isTrusted(endpoint)) return
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

/** Writes what is known of endpoints for pages to show. */
export async function saveEndpoints(
  sql: Sql,
  networkId: number,
  endpoints: readonly PooledEndpoint[],
): Promise<void> {
  const checkedAt = new Date(wallNow())
  for (const endpoint of endpoints) {
    const { config, height, lag, version, verdict, trouble, proof, conflict, answeredAtMs } = endpoint
    const detail = endpoint.detail ?? trouble
    const answeredAt = answeredAtMs === null ? null : new Date(answeredAtMs)
    const report = { height, lag, version, verdict, detail, proof, conflict, answeredAt, checkedAt }
    await saveEndpoint(sql, networkId, config, report)
  }
}
