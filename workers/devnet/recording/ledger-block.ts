import { addressOfPublicKey } from '#lib/chain/address.ts'
import { hex } from '#lib/chain/hash.ts'
import { blockHash } from '#lib/chain/signatures.ts'
import type { LedgerBlock } from '../ledger.ts'
import { bytesOf, fieldsOf, numberOf, timestampMs } from '../wire/fields.ts'

const producers = new Map<string, string>()

function producerOf(publicKey: Uint8Array): string {
  const key = Buffer.from(publicKey).toString('latin1')
  const known = producers.get(key)
  if (known !== undefined) return known
  const producer = addressOfPublicKey(publicKey)
  producers.set(key, producer)
  return producer
}

/** A block from the bytes of its BlockInfo. Throws a RangeError or ChainError when they are none. */
export function ledgerBlock(info: Uint8Array): LedgerBlock {
  const fields = fieldsOf(info)
  const first = fields[0]
  if (first?.number !== 1) throw new RangeError('there is no block in it')
  const receipts = fields.filter(({ number }) => number === 2)
  const block = info.subarray(first.start, first.end)
  const header = bytesOf(block, 1)
  const core = bytesOf(header, 1)
  return {
    height: numberOf(core, 2),
    info,
    blockEnd: first.end,
    receiptsEnd: receipts.at(-1)?.end ?? first.end,
    hash: hex(blockHash(header)),
    parentHash: hex(bytesOf(core, 4)),
    atMs: timestampMs(bytesOf(core, 3)),
    committedAtMs: timestampMs(bytesOf(bytesOf(block, 3), 2)),
    producer: producerOf(bytesOf(header, 2)),
  }
}

/** The exact header of a block, as its hash covers it. */
export function headerOf(block: LedgerBlock): Uint8Array {
  return bytesOf(blockOf(block), 1)
}

/** The serialized iotextypes.Block. */
export function blockOf(block: LedgerBlock): Uint8Array {
  return bytesOf(block.info.subarray(0, block.blockEnd), 1)
}
