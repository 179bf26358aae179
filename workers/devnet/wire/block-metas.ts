import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf'
import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import { hex } from '#lib/chain/hash.ts'
import { GetBlockMetasRequestSchema, GetBlockMetasResponseSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import { BlockHeaderCoreSchema, type BlockMetaSchema } from '#lib/nodes/gen/iotextypes_pb.ts'
import type { Ledger, LedgerBlock } from '../ledger.ts'
import { blockOf, headerOf } from '../recording/ledger-block.ts'
import { bytesOf, fieldsOf, numberOf } from './fields.ts'
import { GrpcRefusal } from './grpc-status.ts'
import { RANGE_MAX } from './raw-blocks.ts'

type Meta = MessageInitShape<typeof BlockMetaSchema>

/** GetBlockMetas, by index or by hash; every refusal is NOT_FOUND, also of bad arguments. */
export function blockMetas(ledger: Ledger, request: Uint8Array): Uint8Array {
  const { lookup } = fromBinary(GetBlockMetasRequestSchema, request)
  const blkMetas =
    lookup.case === 'byIndex'
      ? metasByIndex(ledger, Number(lookup.value.start), Number(lookup.value.count))
      : lookup.case === 'byHash'
        ? [metaByHash(ledger, lookup.value.blkHash)]
        : refused('invalid GetBlockMetasRequest type')
  const total = BigInt(blkMetas.length)
  return toBinary(GetBlockMetasResponseSchema, create(GetBlockMetasResponseSchema, { blkMetas, total }))
}

function refused(text: string): never {
  throw new GrpcRefusal('NOT_FOUND', text)
}

function metasByIndex(ledger: Ledger, start: number, count: number): Meta[] {
  if (count === 0) refused('count must be greater than zero: invalid format of request')
  if (count > RANGE_MAX) refused('range exceeds the limit: invalid format of request')
  if (start > ledger.tip()) refused('start height should not exceed tip height: invalid format of request')
  const metas: Meta[] = []
  for (let height = start; height <= Math.min(ledger.tip(), start + count - 1); height++) {
    const block = ledger.block(height)
    if (block !== undefined) metas.push(metaOf(block))
    else if (height === 0) metas.push(genesisMeta(ledger))
    else refused('not exist in DB: not found')
  }
  return metas
}

function metaByHash(ledger: Ledger, hash: string): Meta {
  const height = ledger.heightOf(hash)
  const block = height === undefined ? undefined : ledger.block(height)
  return block === undefined ? refused('not exist in DB: not found') : metaOf(block)
}

function metaOf(block: LedgerBlock): Meta {
  const core = fromBinary(BlockHeaderCoreSchema, bytesOf(headerOf(block), 1))
  const actions = actionsOf(block)
  return {
    hash: block.hash,
    height: BigInt(block.height),
    ...(core.timestamp && { timestamp: core.timestamp }),
    numActions: BigInt(actions.length),
    producerAddress: block.producer,
    transferAmount: actions.reduce((sum, action) => sum + transferred(action), 0n).toString(),
    txRoot: hex(core.txRoot),
    receiptRoot: hex(core.receiptRoot),
    deltaStateDigest: hex(core.deltaStateDigest),
    logsBloom: hex(core.logsBloom),
    previousBlockHash: block.parentHash,
    gasLimit: actions.reduce((sum, action) => sum + BigInt(numberOf(action, 3)), 0n),
    gasUsed: core.gasUsed,
  }
}

/** The serialized ActionCores of a block. */
function actionsOf(block: LedgerBlock): Uint8Array[] {
  const body = bytesOf(blockOf(block), 2)
  return fieldsOf(body).map(({ start, end }) => bytesOf(body.subarray(start, end), 1))
}

const TRANSFER = 10

function transferred(actionCore: Uint8Array): bigint {
  const amount = Buffer.from(bytesOf(bytesOf(actionCore, TRANSFER), 1)).toString('latin1')
  return /^\d+$/.test(amount) ? BigInt(amount) : 0n
}

function genesisMeta(ledger: Ledger): Meta {
  const none = '0'.repeat(64)
  return {
    hash: ledger.genesisHash,
    timestamp: timestampFromMs(ledger.params.genesisMs),
    transferAmount: '0',
    txRoot: none,
    receiptRoot: none,
    deltaStateDigest: none,
    previousBlockHash: none,
  }
}
