import { fromBinary } from '@bufbuild/protobuf'
import { hexAddress, parseAddress } from '#lib/chain/address.ts'
import { hex } from '#lib/chain/hash.ts'
import { BlockHeaderCoreSchema } from '#lib/nodes/gen/iotextypes_pb.ts'
import type { LedgerBlock } from '../ledger.ts'
import { blockOf, headerOf } from '../recording/ledger-block.ts'
import { bytesOf, fieldsOf, numberOf } from './fields.ts'

/** What a node states of every block, since nothing in IoTeX answers to it. Source: iotex-core api/web3server_marshal.go. */
const CONSTANTS = {
  sha3Uncles: '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347',
  difficulty: '0xfffffffffffffffffffffffffffffffe',
  totalDifficulty: '0xff14700000000000000000000000486001d72',
  extraData: '0x',
  step: '373422302',
  uncles: [],
}

/** A block as eth_getBlockByNumber gives it, its transactions by their hashes. */
export function ethereumBlock(block: LedgerBlock): Record<string, unknown> {
  const core = fromBinary(BlockHeaderCoreSchema, bytesOf(headerOf(block), 1))
  const producer = hexAddress(parseAddress(block.producer))
  const body = bytesOf(blockOf(block), 2)
  const actions = fieldsOf(body).map(({ start, end }) => bytesOf(body.subarray(start, end), 1))
  const baseFee = hex(core.baseFee).replace(/^0+/, '')
  return {
    ...CONSTANTS,
    author: producer,
    number: quantity(block.height),
    hash: `0x${block.hash}`,
    parentHash: `0x${block.parentHash}`,
    logsBloom: `0x${hex(core.logsBloom)}`,
    transactionsRoot: `0x${hex(core.txRoot)}`,
    stateRoot: `0x${hex(core.deltaStateDigest)}`,
    receiptsRoot: `0x${hex(core.receiptRoot)}`,
    miner: producer,
    size: quantity(actions.length),
    gasLimit: quantity(actions.reduce((sum, action) => sum + numberOf(action, 3), 0)),
    gasUsed: quantity(core.gasUsed),
    timestamp: quantity(Math.floor(block.atMs / 1000)),
    transactions: actionHashes(block).map((hash) => `0x${hash}`),
    ...(baseFee === '' ? {} : { baseFeePerGas: `0x${baseFee}` }),
  }
}

/** As the receipts carry them. */
function actionHashes(block: LedgerBlock): string[] {
  const receipts = block.info.subarray(block.blockEnd, block.receiptsEnd)
  return fieldsOf(receipts).map(({ start, end }) => hex(bytesOf(receipts.subarray(start, end), 3)))
}

/** A number as JSON-RPC writes it. */
export function quantity(value: number | bigint): string {
  return `0x${value.toString(16)}`
}
