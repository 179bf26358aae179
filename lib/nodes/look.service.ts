import type { EndpointConfig } from '#lib/networks/config.ts'
import { createNodeClient } from './client.ts'
import type { Door } from './door.client.ts'
import { NodeError, type NodeErrorReason } from './errors.ts'
import { jsonRpcHeight } from './jsonrpc.client.ts'
import { metricsPage } from './metrics.client.ts'
import { type HeardHeight, heardHeights, nodesHeard } from './metrics.ts'
import { isReady } from './probe.client.ts'
import { speaksTls } from './tls.client.ts'

/** Why one of an endpoint's addresses gave nothing. */
export type Trouble = { readonly reason: NodeErrorReason; readonly detail: string }

/** What an endpoint's addresses say of themselves. Null = not configured, or in trouble. */
export type Look =
  | {
      readonly ok: true
      readonly height: number
      /** Null when the node does not state it. */
      readonly version: string | null
      readonly jsonrpcHeight: number | null
      readonly ready: boolean | null
      /** The network's nodes as this one heard of them; pass `heard` to the next look. */
      readonly nodes: readonly HeardHeight[]
      readonly heard: readonly HeardHeight[]
      readonly troubles: Readonly<Partial<Record<'jsonrpc' | 'probe' | 'metrics', Trouble>>>
    }
  | ({ readonly ok: false } & Trouble)

export type LookOptions = {
  readonly signal?: AbortSignal
  /** What the last look at this endpoint heard. */
  readonly heardBefore?: readonly HeardHeight[]
  /** For each address. */
  readonly timeoutMs?: number
}

const PART_TIMEOUT_MS = 7000
const TLS_TIMEOUT_MS = 2000

/**
 * Looks at every address of an endpoint at once; ends within 10 s whatever they do. An endpoint that cannot be followed
 * (no gRPC answer, or no JSON-RPC one where it has no gRPC) is in trouble as a whole.
 */
export async function lookAt(endpoint: EndpointConfig, door: Door, options: LookOptions = {}): Promise<Look> {
  const patience = {
    timeoutMs: options.timeoutMs ?? PART_TIMEOUT_MS,
    ...(options.signal && { signal: options.signal }),
  }
  const { jsonrpc, probe, metrics } = endpoint
  const [grpc, web, ready, heard] = await Promise.all([
    endpoint.grpc === null ? null : outcome(overGrpc(endpoint, door, patience)),
    jsonrpc === null ? null : outcome(jsonRpcHeight(door, jsonrpc, patience)),
    probe === null ? null : outcome(isReady(door, probe, patience)),
    metrics === null ? null : outcome(metricsPage(door, metrics, patience).then(heardHeights)),
  ])
  if (grpc && 'reason' in grpc) return { ok: false, ...(await tlsHint(grpc, endpoint, door)) }
  if (!grpc && web && 'reason' in web) return { ok: false, ...web }
  const height = grpc?.value.height ?? valueIn(web)
  if (height === null)
    return { ok: false, reason: 'not_supported', detail: `${endpoint.name} has no address to follow` }
  const series = valueIn(heard) ?? []
  return {
    ok: true,
    height,
    version: grpc?.value.version ?? null,
    jsonrpcHeight: valueIn(web),
    ready: valueIn(ready),
    nodes: nodesHeard(series, options.heardBefore ?? []),
    heard: series,
    troubles: { ...troubleIn('jsonrpc', web), ...troubleIn('probe', ready), ...troubleIn('metrics', heard) },
  }
}

type Outcome<T> = { readonly value: T } | Trouble

async function outcome<T>(asked: Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await asked }
  } catch (error) {
    if (!(error instanceof NodeError) || error.code === 'stopped') throw error
    return { reason: error.code, detail: error.message }
  }
}

function valueIn<T>(found: Outcome<T> | null): T | null {
  return found && 'value' in found ? found.value : null
}

function troubleIn(part: 'jsonrpc' | 'probe' | 'metrics', found: Outcome<unknown> | null) {
  return found && 'reason' in found ? { [part]: found } : {}
}

async function overGrpc(
  endpoint: EndpointConfig,
  door: Door,
  patience: { timeoutMs: number; signal?: AbortSignal },
) {
  const client = createNodeClient(endpoint, door)
  try {
    const [{ height }, version] = await Promise.all([
      client.chainMeta(patience),
      client.serverVersion(patience),
    ])
    return { height, version }
  } finally {
    client.close()
  }
}

/** A TLS port spoken to without TLS only hangs up: a handshake tells that from other ways to be cut off. */
async function tlsHint(trouble: Trouble, { grpc, tls, name }: EndpointConfig, door: Door): Promise<Trouble> {
  const isSuspect = grpc !== null && !tls && (trouble.reason === 'cut_off' || trouble.reason === 'not_a_node')
  if (!isSuspect || !(await speaksTls(door, grpc, TLS_TIMEOUT_MS))) return trouble
  return { reason: 'tls', detail: `${name}: ${grpc} speaks TLS, but is configured without` }
}
