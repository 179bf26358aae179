import { fromBinary } from '@bufbuild/protobuf'
import { GetRawBlocksRequestSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import type { Ledger, LedgerBlock } from '../ledger.ts'
import { varintBytes } from './fields.ts'
import { GrpcRefusal } from './grpc-status.ts'

/** Blocks in one answer, `api.rangeQueryLimit` up to v2.3. */
export const RANGE_MAX = 1000
const BLOCKS_TAG = Uint8Array.of(0x0a)

/** GetRawBlocks: the kept bytes behind one another, without decoding any. */
export function rawBlocks(ledger: Ledger, request: Uint8Array): Uint8Array {
  const { startHeight, count, withReceipts, withTransactionLogs } = fromBinary(
    GetRawBlocksRequestSchema,
    request,
  )
  if (count === 0n || count > RANGE_MAX) throw new GrpcRefusal('INVALID_ARGUMENT', 'range exceeds the limit')
  if (startHeight > ledger.tip()) {
    throw new GrpcRefusal('INVALID_ARGUMENT', 'start height should not exceed tip height')
  }
  if (startHeight === 0n) throw new GrpcRefusal('NOT_FOUND', 'feature not supported')
  const parts: Uint8Array[] = []
  const end = Math.min(ledger.tip(), Number(startHeight + count) - 1)
  for (let height = Number(startHeight); height <= end; height++) {
    const block = ledger.block(height)
    if (block === undefined) throw new GrpcRefusal('NOT_FOUND', 'not exist in DB: not found')
    const kept = withParts(block, withReceipts, withTransactionLogs)
    parts.push(BLOCKS_TAG, varintBytes(kept.reduce((sum, part) => sum + part.length, 0)), ...kept)
  }
  return Buffer.concat(parts)
}

function withParts(block: LedgerBlock, receipts: boolean, logs: boolean): readonly Uint8Array[] {
  if (receipts && logs) return [block.info]
  if (logs) return [block.info.subarray(0, block.blockEnd), block.info.subarray(block.receiptsEnd)]
  return [block.info.subarray(0, receipts ? block.receiptsEnd : block.blockEnd)]
}
