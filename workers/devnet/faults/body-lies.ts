import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { ReceiptSchema, TransactionLogsSchema } from '#lib/nodes/gen/iotextypes_pb.ts'
import type { LedgerBlock } from '../ledger.ts'
import { editedBlock } from './edit-block.ts'

/** A receipt that says another amount was granted; where none was, that other gas was used. */
export function changedReceiptAmount(block: LedgerBlock): LedgerBlock {
  return editedBlock(block, {
    info: (info) => {
      const receipts = info.receipts.map((bytes) => fromBinary(ReceiptSchema, bytes))
      const granted = receipts.find(({ logs }) => logs.some(({ data }) => changedAmount(data) !== null))
      const log = granted?.logs.find(({ data }) => changedAmount(data) !== null)
      const [first] = receipts
      if (log !== undefined) log.data = changedAmount(log.data) ?? log.data
      else if (first !== undefined) first.gasConsumed += 1n
      info.receipts = receipts.map((receipt) => toBinary(ReceiptSchema, receipt))
    },
  })
}

/** A transaction log of another amount, or one more where the block has none: nothing proves these. */
export function changedTransactionLog(block: LedgerBlock): LedgerBlock {
  return editedBlock(block, {
    info: (info) => {
      info.transactionLogs ??= create(TransactionLogsSchema)
      const transaction = info.transactionLogs.logs[0]?.transactions[0]
      if (transaction !== undefined) {
        transaction.amount = `${transaction.amount}0`
        return
      }
      const invented = {
        amount: '1000000000000000000',
        sender: block.producer,
        recipient: block.producer,
        type: 7,
      }
      info.transactionLogs = create(TransactionLogsSchema, {
        logs: [...info.transactionLogs.logs, { numTransactions: 1n, transactions: [invented] }],
      })
    },
  })
}

/** A reward log with another first digit of its amount, the decimal text it ends with; null when it ends otherwise. */
function changedAmount(data: Uint8Array): Uint8Array | null {
  const text = Buffer.from(data).toString('latin1')
  const amount = /\d+$/.exec(text)?.[0]
  if (amount === undefined) return null
  const digit = (Number(amount[0]) % 9) + 1
  return Buffer.from(`${text.slice(0, -amount.length)}${digit}${amount.slice(1)}`, 'latin1')
}
