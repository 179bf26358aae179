import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import {
  BlockInfoSchema,
  GetReceiptByActionRequestSchema,
  GetReceiptByActionResponseSchema,
  GetTransactionLogByActionHashRequestSchema,
  GetTransactionLogByActionHashResponseSchema,
  GetTransactionLogByBlockHeightRequestSchema,
  GetTransactionLogByBlockHeightResponseSchema,
} from '#lib/nodes/gen/iotexapi_pb.ts'
import type { TransactionLogs } from '#lib/nodes/gen/iotextypes_pb.ts'
import type { ActionIndex, IndexedAction, Ledger, LedgerBlock } from '../ledger.ts'
import { receiptsOf } from './action-index.ts'
import { GrpcRefusal } from './grpc-status.ts'
import { isAtLeast } from './state-height.ts'
import { labelOf } from './state-label.ts'

const HASH_DIGITS = 64

/** GetReceiptByAction. */
export function receiptByAction(ledger: Ledger, actions: ActionIndex, request: Uint8Array): Uint8Array {
  const { actionHash } = fromBinary(GetReceiptByActionRequestSchema, request)
  const { action, block } = foundAction(ledger, actions, actionHash)
  const receipt = receiptsOf(block)[action.index] ?? new Uint8Array(0)
  const receiptInfo = { receipt, blkHash: block.hash }
  return toBinary(GetReceiptByActionResponseSchema, create(GetReceiptByActionResponseSchema, { receiptInfo }))
}

/** GetTransactionLogByActionHash. */
export function transactionLogByAction(
  ledger: Ledger,
  actions: ActionIndex,
  request: Uint8Array,
): Uint8Array {
  const { actionHash } = fromBinary(GetTransactionLogByActionHashRequestSchema, request)
  const { action, block } = foundAction(ledger, actions, actionHash)
  const transactionLog = logsOf(block)?.logs.find(
    (log) => Buffer.from(log.actionHash).toString('hex') === action.hash,
  )
  if (transactionLog === undefined) {
    throw new GrpcRefusal('NOT_FOUND', `transaction log not found for action ${actionHash}`)
  }
  return toBinary(
    GetTransactionLogByActionHashResponseSchema,
    create(GetTransactionLogByActionHashResponseSchema, { transactionLog }),
  )
}

/** GetTransactionLogByBlockHeight; a block without any has an empty list. */
export function transactionLogsOfBlock(ledger: Ledger, request: Uint8Array): Uint8Array {
  const { blockHeight } = fromBinary(GetTransactionLogByBlockHeightRequestSchema, request)
  const block = ledger.block(Number(blockHeight))
  if (block === undefined) {
    throw new GrpcRefusal('INVALID_ARGUMENT', `invalid block height = ${blockHeight}`)
  }
  const response = create(GetTransactionLogByBlockHeightResponseSchema, {
    transactionLogs: logsOf(block) ?? {},
    blockIdentifier: labelOf(ledger, block.height),
  })
  return toBinary(GetTransactionLogByBlockHeightResponseSchema, response)
}

function logsOf({ info, receiptsEnd }: LedgerBlock): TransactionLogs | undefined {
  return fromBinary(BlockInfoSchema, info.subarray(receiptsEnd)).transactionLogs
}

/**
 * The action of a hash up to the node's tip, with its block. Short hex is filled up with zeros on the left, as nodes do.
 * @throws {GrpcRefusal} INVALID_ARGUMENT for what is no hex, NOT_FOUND for what is not in the index.
 */
export function foundAction(
  ledger: Ledger,
  actions: ActionIndex,
  text: string,
): { readonly action: IndexedAction; readonly block: LedgerBlock } {
  const wrong = [...text].find((letter) => !/[0-9a-f]/i.test(letter))
  if (wrong !== undefined) {
    const code = (wrong.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    throw new GrpcRefusal('INVALID_ARGUMENT', `encoding/hex: invalid byte: U+${code} '${wrong}'`)
  }
  if (text.length % 2 !== 0) {
    throw new GrpcRefusal('INVALID_ARGUMENT', 'encoding/hex: odd length hex string')
  }
  const hash = text.toLowerCase().padStart(HASH_DIGITS, '0').slice(-HASH_DIGITS)
  const action = actions.find(hash)
  const block = action && ledger.block(action.height)
  if (action === undefined || block === undefined) throw unknownAction(ledger, hash)
  return { action, block }
}

function unknownAction({ self }: Ledger, hash: string): GrpcRefusal {
  const why = `key = ${hash.slice(-40)} doesn't exist: not exist in DB: not found`
  const isNamed = self !== undefined && isAtLeast(self.version(), [2, 5, 0])
  return new GrpcRefusal('NOT_FOUND', isNamed ? `action hash ${hash} not found: ${why}` : why)
}
