import { createHash } from 'node:crypto'
import { create, toBinary } from '@bufbuild/protobuf'
import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import { keccak256 } from '#lib/chain/hash.ts'
import { merkleRoot } from '#lib/chain/merkle.ts'
import { blockHash, endorsementDigest, headerDigest } from '#lib/chain/signatures.ts'
import { BlockInfoSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import { BlockHeaderCoreSchema, BlockHeaderSchema } from '#lib/nodes/gen/iotextypes_pb.ts'
import type { GeneratedAction } from './actions.ts'
import { type GeneratedDelegate, signed } from './delegates.ts'

const BLOOM = new Uint8Array(256)
/** 10^12 Rau, as the nodes' own blocks carry it. */
const BASE_FEE_RAU = 10n ** 12n

export type BlockPlan = {
  readonly height: number
  readonly atMs: number
  readonly committedAtMs: number
  readonly parentHash: Uint8Array
  readonly producer: GeneratedDelegate
  /** Exactly the quorum. */
  readonly endorsers: readonly GeneratedDelegate[]
  readonly actions: readonly GeneratedAction[]
  /** By the users' actions; default none. */
  readonly gasUsed?: number
  /** Of one unit of gas; null = the header has none yet. Default 10^12. */
  readonly baseFeeRau?: bigint | null
  /** Over the topics of the block's logs; default of none. */
  readonly logsBloom?: Uint8Array
}

/** A serialized BlockInfo, rightly rooted, linked and signed, with its hash. */
export function builtBlock(plan: BlockPlan): { readonly info: Uint8Array; readonly hash: Uint8Array } {
  const { height, producer, actions, gasUsed = 0, baseFeeRau = BASE_FEE_RAU, logsBloom = BLOOM } = plan
  const core = toBinary(
    BlockHeaderCoreSchema,
    create(BlockHeaderCoreSchema, {
      version: 1,
      height: BigInt(height),
      timestamp: timestampFromMs(plan.atMs),
      prevBlockHash: plan.parentHash,
      txRoot: merkleRoot(actions.map(({ actionHash }) => actionHash)),
      deltaStateDigest: createHash('sha256').update(plan.parentHash).digest(),
      receiptRoot: merkleRoot(actions.map(({ receipt }) => keccak256(receipt))),
      logsBloom,
      gasUsed: BigInt(gasUsed),
      baseFee: baseFeeRau === null ? new Uint8Array(0) : bigEndian(baseFeeRau),
    }),
  )
  const signature = signed(headerDigest(core), producer.privateKey)
  const header = toBinary(
    BlockHeaderSchema,
    create(BlockHeaderSchema, { core, producerPubkey: producer.publicKey, signature }),
  )
  const hash = blockHash(header)
  const timestamp = timestampFromMs(plan.committedAtMs)
  const digest = endorsementDigest(hash, Number(timestamp.seconds), timestamp.nanos)
  const endorsements = plan.endorsers.map((endorser) => ({
    timestamp,
    endorser: endorser.publicKey,
    signature: signed(digest, endorser.privateKey),
  }))
  const logs = actions.flatMap(({ transactionLog }) => transactionLog ?? [])
  const info = create(BlockInfoSchema, {
    block: {
      header,
      body: { actions: actions.map(({ action }) => action) },
      footer: { endorsements, timestamp },
    },
    receipts: actions.map(({ receipt }) => receipt),
    transactionLogs: { logs },
  })
  return { info: toBinary(BlockInfoSchema, info), hash }
}

/** Big-endian bytes without leading zeros. */
function bigEndian(value: bigint): Uint8Array {
  const digits = value.toString(16)
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
}
