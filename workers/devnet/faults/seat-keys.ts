import type { LedgerBlock } from '../ledger.ts'
import { blockOf, headerOf } from '../recording/ledger-block.ts'
import { bytesOf, fieldsOf } from '../wire/fields.ts'

/** Looks a block up; undefined where there is none. */
export type Chain = (height: number) => LedgerBlock | undefined

/** Heights to look around a block; an epoch of any network has other producers within it. */
const AROUND = 200

/** A producer's public key. */
export function producerKey(block: LedgerBlock): Uint8Array {
  return bytesOf(headerOf(block), 2)
}

/** Public keys of the endorsers in a block's footer. */
export function endorserKeys(block: LedgerBlock): Uint8Array[] {
  const footer = bytesOf(blockOf(block), 3)
  const endorsements = fieldsOf(footer).filter(({ number }) => number === 1)
  return endorsements.map(({ start, end }) => bytesOf(footer.subarray(start, end), 2))
}

/** The key of a seat near this block that is none of `taken`. */
export function otherSeatKey(block: LedgerBlock, chain: Chain, taken: readonly Uint8Array[]): Uint8Array {
  const known = new Set(taken.map((key) => Buffer.from(key).toString('hex')))
  for (let distance = 1; distance <= AROUND; distance++) {
    for (const height of [block.height - distance, block.height + distance]) {
      const near = chain(height)
      const keys = near === undefined ? [] : [producerKey(near), ...endorserKeys(near)]
      const other = keys.find((key) => !known.has(Buffer.from(key).toString('hex')))
      if (other !== undefined) return other
    }
  }
  throw new RangeError(`no other seat is seen around block ${block.height}`)
}
