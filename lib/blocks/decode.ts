import { fromBinary } from '@bufbuild/protobuf'
import { TimestampSchema } from '@bufbuild/protobuf/wkt'
import type { PollCandidate } from '#lib/chain/candidates.ts'
import { blockHash } from '#lib/chain/signatures.ts'
import {
  ActionSchema,
  BlockHeaderCoreSchema,
  BlockHeaderSchema,
  type Candidate,
} from '#lib/nodes/gen/iotextypes_pb.ts'
import { RawBlockInfoSchema, RawReceiptSchema } from '#lib/nodes/gen/raw_pb.ts'
import { votesFrom } from '#lib/nodes/numbers.ts'
import { BlocksError } from './errors.ts'

/** A commit vote in a footer. */
export type Endorsement = {
  /** The serialized instant it was signed for. */
  readonly time: Uint8Array
  readonly publicKey: Uint8Array
  readonly signature: Uint8Array
}

/** When a block committed, as its footer says. */
export type FooterTime = { readonly bytes: Uint8Array; readonly seconds: number; readonly nanos: number }

/** A block as a node sent it: what is hashed or signed is kept as the very bytes. Nothing in it is verified. */
export type DecodedBlock = {
  readonly height: number
  readonly hash: Uint8Array
  /** Header timestamp, Unix ms. */
  readonly atMs: number
  readonly core: Uint8Array
  readonly producerKey: Uint8Array
  readonly signature: Uint8Array
  readonly previousHash: Uint8Array
  readonly transactionRoot: Uint8Array
  readonly receiptRoot: Uint8Array
  readonly footer: FooterTime
  readonly endorsements: readonly Endorsement[]
  readonly actions: readonly Uint8Array[]
  readonly receipts: readonly Uint8Array[]
  /** The action hash of each receipt, in order. */
  readonly actionHashes: readonly Uint8Array[]
}

const LEAN = { readUnknownFields: false }

/**
 * Reads a serialized iotexapi.BlockInfo with its receipts.
 * @throws {BlocksError} `bad_block`: not a block, or parts of it are missing.
 */
export function decodeBlock(bytes: Uint8Array): DecodedBlock {
  try {
    return read(bytes)
  } catch (cause) {
    if (cause instanceof BlocksError) throw cause
    throw new BlocksError('bad_block', `${bytes.length} bytes are no block`, { cause })
  }
}

/** A block as it was received: decoded, or why it is none. */
export type Received = DecodedBlock | BlocksError

/** Decodes what an endpoint sent in a block's place; nobody is blamed before its turn comes. */
export function received(bytes: Uint8Array): Received {
  try {
    return decodeBlock(bytes)
  } catch (error) {
    if (error instanceof BlocksError) return error
    throw error
  }
}

function read(bytes: Uint8Array): DecodedBlock {
  const { block, receipts } = fromBinary(RawBlockInfoSchema, bytes, LEAN)
  if (block?.footer === undefined) throw new BlocksError('bad_block', 'a block without header or footer')
  const header = fromBinary(BlockHeaderSchema, block.header, LEAN)
  const core = fromBinary(BlockHeaderCoreSchema, header.core, LEAN)
  const { endorsements, timestamp } = block.footer
  return {
    height: Number(core.height),
    hash: blockHash(block.header),
    atMs: Number(core.timestamp?.seconds ?? 0n) * 1000 + (core.timestamp?.nanos ?? 0) / 1e6,
    core: header.core,
    producerKey: header.producerPubkey,
    signature: header.signature,
    previousHash: core.prevBlockHash,
    transactionRoot: core.txRoot,
    receiptRoot: core.receiptRoot,
    footer: footerTime(timestamp),
    endorsements: endorsements.map((one) => {
      return { time: one.timestamp, publicKey: one.endorser, signature: one.signature }
    }),
    actions: block.body?.actions ?? [],
    receipts,
    actionHashes: receipts.map((receipt) => fromBinary(RawReceiptSchema, receipt, LEAN).actHash),
  }
}

function footerTime(bytes: Uint8Array): FooterTime {
  const { seconds, nanos } = fromBinary(TimestampSchema, bytes)
  return { bytes, seconds: Number(seconds), nanos }
}

/** A footer's time in Unix ms. */
export function timeMs({ seconds, nanos }: FooterTime): number {
  return seconds * 1000 + nanos / 1e6
}

/** What a PutPollResult says: the candidate snapshot for the epoch that begins at `startHeight`. */
export type PollResult = { readonly startHeight: number; readonly candidates: readonly PollCandidate[] }

/** What matters of an action; `isNative`: its hash is that of its own bytes, not of an Ethereum transaction in them. */
export type SeenAction = { readonly isNative: boolean; readonly pollResult: PollResult | null }

/** Null for bytes that are no action. */
export function actionIn(bytes: Uint8Array): SeenAction | null {
  try {
    const { core, encoding } = fromBinary(ActionSchema, bytes, LEAN)
    const put = core?.putPollResult
    const isNative = encoding === 0
    if (put === undefined) return { isNative, pollResult: null }
    const candidates = (put.candidates?.candidates ?? []).map(pollCandidate)
    return { isNative, pollResult: { startHeight: Number(put.height), candidates } }
  } catch {
    return null // the caller holds their hash against the receipt's
  }
}

/** A candidate of a poll list; its votes travel as big-endian bytes. */
export function pollCandidate({ address, identity, rewardAddress, votes }: Candidate): PollCandidate {
  return { operator: address, identity, reward: rewardAddress, votes: votesFrom(votes) }
}
