import { bytesEqual } from '#lib/chain/hash.ts'
import { blockHash } from '#lib/chain/signatures.ts'
import { createNodeClient, type NodeClient } from './client.ts'
import type { Door } from './door.client.ts'
import { NodeError, type NodeErrorReason } from './errors.ts'
import { findingWords } from './finding-words.ts'
import { askWeb } from './http.client.ts'
import { jsonRpcHeight } from './jsonrpc.client.ts'
import { metricsPage } from './metrics.client.ts'
import { isReady } from './probe.client.ts'
import { headerBytesIn } from './raw-block.ts'
import type { AddressFinding, NodeAddresses, NodeFindings } from './registry.ts'
import { selfMetrics } from './self-metrics.ts'

/** What a network is known by. */
export type NetworkMark = {
  readonly chainId: number
  /** A block's height and hash; null before the network's first block is stored. */
  readonly anchor: { readonly height: number; readonly hash: Uint8Array } | null
}

const PART_TIMEOUT_MS = 4000
const WEB = { timeoutMs: 7000 }

/** Asks all addresses of a machine at once what they are; ends within 10 s whatever they do. */
export async function lookAtNode(
  addresses: NodeAddresses,
  mark: NetworkMark,
  door: Door,
): Promise<NodeFindings> {
  const { jsonrpc, probe, metrics, agent } = addresses
  const [grpc, web, ready, page, answered] = await Promise.all([
    addresses.grpc === null ? null : outcome(overGrpc(addresses, mark, door)),
    jsonrpc === null ? null : outcome(jsonRpcHeight(door, jsonrpc, WEB)),
    probe === null ? null : outcome(isReady(door, probe, WEB)),
    metrics === null ? null : outcome(metricsPage(door, metrics, WEB).then(ownMetrics)),
    agent === null ? null : outcome(askWeb(door, { url: agent, maxBytes: 1 << 16 }, WEB)),
  ])
  const told = valueIn(grpc)
  const self = valueIn(page)
  return {
    network: told?.network ?? 'unknown',
    height: told?.height ?? valueIn(web) ?? self?.height ?? null,
    version: told?.version == null ? null : plain(told.version),
    ready: valueIn(ready),
    operators: self?.operators ?? null,
    addresses: {
      ...finding('grpc', grpc, ({ height }) => `Answers at height ${height}.`),
      ...finding('jsonrpc', web, (height) => `Answers at height ${height}.`),
      ...finding('probe', ready, (is) => (is ? 'Says that it is ready.' : 'Says that it is not ready.')),
      ...finding('metrics', page, ({ operators }) =>
        operators.length === 0 ? 'Its page names no key yet.' : `Signs with ${operators.join(', ')}.`,
      ),
      ...finding('agent', answered, ({ status }) => `Something answers there (HTTP ${status}).`),
    },
  }
}

/** More keys than a node has, or what is no address, is no answer of a node. */
const KEYS_MAX = 8

function ownMetrics(page: string) {
  const { operators, height } = selfMetrics(page)
  return { operators: operators.filter((key) => /^io1[0-9a-z]{38}$/.test(key)).slice(0, KEYS_MAX), height }
}

/** What a stranger's machine says is shown, never trusted: short, without control characters. */
function plain(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 60)
}

async function overGrpc({ grpc, tls }: NodeAddresses, mark: NetworkMark, door: Door) {
  const none = { jsonrpc: null, probe: null, metrics: null, gateway: false }
  const client = createNodeClient({ name: 'the machine', grpc, tls, ...none }, door)
  const patience = { timeoutMs: PART_TIMEOUT_MS }
  try {
    const [meta, version] = await Promise.all([client.chainMeta(patience), client.serverVersion(patience)])
    const network = meta.chainId === mark.chainId ? await networkOf(client, mark) : 'other'
    return { height: meta.height, version, network }
  } finally {
    client.close()
  }
}

/** Whose first block it has. The chain id alone proves nothing: private networks share it. */
async function networkOf(client: NodeClient, { anchor }: NetworkMark): Promise<NodeFindings['network']> {
  if (anchor === null) return 'unknown'
  const asked = await outcome(client.rawBlocks(anchor.height, 1, { timeoutMs: PART_TIMEOUT_MS }))
  const [block] = valueIn(asked) ?? []
  const header = block === undefined ? null : headerBytesIn(block)
  if (header === null) return 'unknown' // pruned, or not that far yet
  return bytesEqual(blockHash(header), anchor.hash) ? 'same' : 'other'
}

type Outcome<T> = { readonly value: T } | { readonly reason: NodeErrorReason }

async function outcome<T>(asked: Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await asked }
  } catch (error) {
    if (error instanceof NodeError) return { reason: error.code }
    throw error
  }
}

function valueIn<T>(found: Outcome<T> | null): T | null {
  return found !== null && 'value' in found ? found.value : null
}

function finding<K extends string, T>(
  key: K,
  found: Outcome<T> | null,
  words: (value: T) => string,
): Partial<Record<K, AddressFinding>> {
  if (found === null) return {}
  const said =
    'value' in found
      ? { ok: true, reason: null, detail: words(found.value) }
      : { ok: false, reason: found.reason, detail: findingWords(found.reason) }
  return { [key]: said } as Partial<Record<K, AddressFinding>>
}
