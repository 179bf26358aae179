import type { EndpointConfig } from '#lib/networks/config.ts'
import { type Channel, openChannel, type Patience } from './channel.client.ts'
import type { Door } from './door.client.ts'
import { NodeError, nodeErrorFrom } from './errors.ts'
import type { CandidateV2 } from './gen/iotextypes_pb.ts'
import { heightFrom } from './numbers.ts'
import {
  type PollCandidate,
  type PollListMethod,
  type ProbationList,
  pollList,
  probationList,
} from './poll.client.ts'
import { type RolldposQuestion, rolldpos } from './rolldpos.client.ts'
import { stakingCandidates } from './staking.client.ts'

/** `epoch` is null on a node without the gateway plugin, which does not say. */
export type ChainMeta = { readonly height: number; readonly chainId: number; readonly epoch: number | null }

/** What Rollcall asks a node over gRPC. Every failure is a NodeError; an answer that only looks right is one too. */
export type NodeClient = {
  readonly chainMeta: (patience?: Patience) => Promise<ChainMeta>
  /** Null when the node was built without saying its version. */
  readonly serverVersion: (patience?: Patience) => Promise<string | null>
  /** BlockInfo messages with receipts from `start` on; fewer than `count` at the tip, never none. */
  readonly rawBlocks: (start: number, count: number, patience?: Patience) => Promise<Uint8Array[]>
  readonly pollList: (
    method: PollListMethod,
    epoch: number,
    epochStart: number,
    patience?: Patience,
  ) => Promise<PollCandidate[]>
  readonly probationList: (epoch: number, epochStart: number, patience?: Patience) => Promise<ProbationList>
  readonly rolldpos: (question: RolldposQuestion, patience?: Patience) => Promise<number>
  readonly stakingCandidates: (patience?: Patience) => Promise<CandidateV2[]>
  /** BlockInfo messages as blocks commit, from a declared gateway only; ends by an error or the signal. */
  readonly streamBlocks: (signal: AbortSignal) => AsyncIterable<Uint8Array>
  readonly close: () => void
}

/** Nodes up to v2.3 answer no more than this many blocks at once. */
const MAX_BLOCKS = 1000

/** A client of one endpoint; it connects when first asked. */
export function createNodeClient(endpoint: EndpointConfig, door: Door): NodeClient {
  const channel = openChannel(endpoint, door)
  return {
    chainMeta: (patience = {}) => chainMeta(channel, patience),
    serverVersion: (patience = {}) => serverVersion(channel, patience),
    rawBlocks: (start, count, patience = {}) => rawBlocks(channel, start, count, patience),
    pollList: (method, epoch, start, patience = {}) => pollList(channel, method, epoch, start, patience),
    probationList: (epoch, start, patience = {}) => probationList(channel, epoch, start, patience),
    rolldpos: (question, patience = {}) => rolldpos(channel, question, patience),
    stakingCandidates: (patience = {}) => stakingCandidates(channel, patience),
    streamBlocks: (signal) => streamBlocks(channel, endpoint.gateway, signal),
    close: channel.close,
  }
}

async function chainMeta(channel: Channel, patience: Patience): Promise<ChainMeta> {
  const { chainMeta: meta } = await channel
    .ask('chain meta', patience, (api, options) => api.getChainMeta({}, options))
    .catch((error: unknown) => {
      // Every node knows this call: what does not is another gRPC server.
      if (!(error instanceof NodeError && error.code === 'not_supported')) throw error
      throw new NodeError('not_a_node', error.message, { cause: error })
    })
  if (!meta) throw new NodeError('bad_answer', `chain meta of ${channel.endpoint} is empty`)
  const epoch = heightFrom(meta.epoch?.num ?? 0n, 'epoch')
  return {
    height: heightFrom(meta.height, 'height'),
    chainId: meta.chainId,
    epoch: epoch === 0 ? null : epoch,
  }
}

async function serverVersion(channel: Channel, patience: Patience): Promise<string | null> {
  const { serverMeta } = await channel.ask('server meta', patience, (api, options) =>
    api.getServerMeta({}, options),
  )
  const version = serverMeta?.packageVersion.trim() ?? ''
  return version === '' || version === 'NoBuildInfo' ? null : version.slice(0, 100)
}

async function rawBlocks(
  channel: Channel,
  start: number,
  count: number,
  patience: Patience,
): Promise<Uint8Array[]> {
  if (start < 1 || count < 1 || count > MAX_BLOCKS) throw new RangeError(`${count} blocks from ${start} on`)
  const request = { startHeight: BigInt(start), count: BigInt(count), withReceipts: true }
  const what = `blocks ${start} to ${start + count - 1}`
  try {
    const { blocks } = await channel.fetch(what, patience, (api, options) =>
      api.getRawBlocks(request, options),
    )
    if (blocks.length >= 1 && blocks.length <= count) return blocks
  } catch (error) {
    // Above the tip and over the node's own limit are one code: only its height tells which.
    const isRefusal = error instanceof NodeError && error.code === 'not_supported'
    const tip = isRefusal ? (await chainMeta(channel, patience)).height : start
    if (tip >= start) throw error
    throw new NodeError('behind', `${what} of ${channel.endpoint}: its tip is ${tip}`, { cause: error })
  }
  throw new NodeError('bad_answer', `${what} of ${channel.endpoint}: another number of blocks`)
}

async function* streamBlocks(
  channel: Channel,
  isGateway: boolean,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const what = `block stream of ${channel.endpoint}`
  if (!isGateway) throw new NodeError('not_supported', `${what}: not declared a gateway`)
  // A reader that leaves its loop must not stay subscribed: an unread stream can hold up the node.
  const left = new AbortController()
  try {
    const asked = { signal: AbortSignal.any([signal, left.signal]) }
    for await (const { block } of channel.blocks.streamBlocks({}, asked)) yield block
  } catch (error) {
    throw nodeErrorFrom(error, what, signal)
  } finally {
    left.abort()
  }
  throw new NodeError('cut_off', `${what} ended`)
}
