import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import type { LedgerBlock } from '../ledger.ts'
import { ledgerBlock } from '../recording/ledger-block.ts'

/** Blocks of a network that lives for long: on disk, the newest also at hand. */
export type BlockFile = {
  readonly count: () => number
  /** Heights run from 1 without a gap. */
  readonly append: (info: Uint8Array) => LedgerBlock
  readonly block: (height: number) => LedgerBlock | undefined
  /** Of the newest `KNOWN_HASHES`. */
  readonly heightOf: (hash: string) => number | undefined
  readonly close: () => void
}

const AT_HAND = 4000
const KNOWN_HASHES = 50_000
const HEAD_BYTES = 4

/** Opens or makes the file; a block that was being written when its writer was killed is cut off. */
export function openBlockFile(path: string): BlockFile {
  const file = openSync(path, 'a+')
  const ends = endsOf(file)
  const atHand = new Map<number, LedgerBlock>()
  const heights = new Map<string, number>()
  const endOf = (height: number) => (height === 0 ? 0 : (ends[height - 1] ?? 0))
  const remember = (block: LedgerBlock) => {
    atHand.set(block.height, block)
    atHand.delete(block.height - AT_HAND)
    heights.set(block.hash, block.height)
    const [oldest] = heights.keys()
    if (heights.size > KNOWN_HASHES && oldest !== undefined) heights.delete(oldest)
  }
  const read = (height: number) => {
    const from = endOf(height - 1) + HEAD_BYTES
    const bytes = new Uint8Array(endOf(height) - from)
    readSync(file, bytes, 0, bytes.length, from)
    return ledgerBlock(bytes)
  }
  for (let height = Math.max(1, ends.length - AT_HAND + 1); height <= ends.length; height++)
    remember(read(height))
  return {
    count: () => ends.length,
    append: (info) => {
      const head = Buffer.alloc(HEAD_BYTES)
      head.writeUInt32BE(info.length)
      writeSync(file, Buffer.concat([head, info]))
      ends.push(endOf(ends.length) + HEAD_BYTES + info.length)
      const block = ledgerBlock(info)
      remember(block)
      return block
    },
    block: (height) => {
      if (height < 1 || height > ends.length) return undefined
      return atHand.get(height) ?? read(height)
    },
    heightOf: (hash) => heights.get(hash),
    close: () => closeSync(file),
  }
}

/** Where each whole block ends. */
function endsOf(file: number): number[] {
  const { size } = fstatSync(file)
  const ends: number[] = []
  const head = Buffer.alloc(HEAD_BYTES)
  for (let at = 0; at + HEAD_BYTES <= size; ) {
    readSync(file, head, 0, HEAD_BYTES, at)
    const end = at + HEAD_BYTES + head.readUInt32BE()
    if (end > size) break
    ends.push(end)
    at = end
  }
  ftruncateSync(file, ends.at(-1) ?? 0)
  return ends
}
