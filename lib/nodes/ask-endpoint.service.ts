import type { EndpointConfig } from '#lib/networks/config.ts'
import type { NodeClient } from './client.ts'
import type { Door } from './door.client.ts'
import { NodeError, type NodeErrorReason } from './errors.ts'
import { jsonRpcHeight } from './jsonrpc.client.ts'
import { metricsPage } from './metrics.client.ts'
import { type HeardHeight, heardHeights } from './metrics.ts'
import { type SelfMetrics, selfMetrics } from './self-metrics.ts'
import type { EndpointAnswer } from './sights.store.ts'

/** One endpoint as a sweep asks it. */
export type Asked = {
  readonly config: EndpointConfig
  /** Null where it has no gRPC address. */
  readonly client: NodeClient | null
  readonly door: Door
  readonly chainId: number
}

/** What an endpoint said of itself, and of whom it heard; null where it was not read. */
export type Told = {
  readonly answer: Omit<EndpointAnswer, 'at'>
  readonly heard: readonly HeardHeight[] | null
}

const TIMEOUT_MS = 5000

/**
 * Asks an endpoint for its tip, version and metrics at once. It answers when its API does, or, where only the way to
 * that is broken, when its metrics tell of a tip. Throws only when the signal aborts.
 */
export async function askEndpoint(
  { config, client, door, chainId }: Asked,
  signal: AbortSignal,
): Promise<Told> {
  const patience = { timeoutMs: TIMEOUT_MS, signal }
  const [api, page] = await Promise.all([
    outcome(client === null ? overJsonRpc(config, door, patience) : overGrpc(client, chainId, patience)),
    config.metrics === null ? null : outcome(metricsPage(door, config.metrics, patience)),
  ])
  const text = page !== null && 'value' in page ? page.value : null
  const self = text === null ? null : selfMetrics(text)
  const reason = 'reason' in api ? api.reason : null
  const tip = 'value' in api ? api.value : null
  const height = tip?.height ?? self?.height ?? null
  const answers = tip !== null || height !== null
  return {
    answer: {
      name: config.name,
      answers,
      reason: answers ? null : reason,
      height,
      version: tip?.version ?? null,
      ...ownOf(self),
    },
    heard: text === null ? null : heardHeights(text),
  }
}

function ownOf(self: SelfMetrics | null) {
  const startedAtMs = self?.startedAtMs ?? null
  return {
    operators: self?.operators ?? [],
    peers: self?.peers ?? null,
    consensus: self?.consensus ?? null,
    processStartedAt: startedAtMs === null ? null : new Date(startedAtMs),
  }
}

type Patience = { readonly timeoutMs: number; readonly signal: AbortSignal }
type Tip = { readonly height: number; readonly version: string | null }

async function overGrpc(client: NodeClient, chainId: number, patience: Patience): Promise<Tip> {
  const [meta, version] = await Promise.all([client.chainMeta(patience), client.serverVersion(patience)])
  if (meta.chainId === chainId) return { height: meta.height, version }
  throw new NodeError('wrong_network', `its chain id is ${meta.chainId}`)
}

async function overJsonRpc({ name, jsonrpc }: EndpointConfig, door: Door, patience: Patience): Promise<Tip> {
  if (jsonrpc === null) throw new NodeError('not_supported', `${name} has no address to ask`)
  return { height: await jsonRpcHeight(door, jsonrpc, patience), version: null }
}

async function outcome<T>(
  asked: Promise<T>,
): Promise<{ readonly value: T } | { readonly reason: NodeErrorReason }> {
  try {
    return { value: await asked }
  } catch (error) {
    if (error instanceof NodeError && error.code !== 'stopped') return { reason: error.code }
    throw error
  }
}
