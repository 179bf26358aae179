import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import type { LedgerBlock } from '../ledger.ts'
import { editedBlock } from './edit-block.ts'
import { type Chain, otherSeatKey, producerKey } from './seat-keys.ts'

/** Another seat's key as the producer; everything else as it was. */
export function changedProducer(block: LedgerBlock, chain: Chain): LedgerBlock {
  const key = otherSeatKey(block, chain, [producerKey(block)])
  return editedBlock(block, {
    header: (header) => {
      header.producerPubkey = key
    },
  })
}

/** The header's time moved. */
export function changedTimestamp(block: LedgerBlock, byMs: number): LedgerBlock {
  return editedBlock(block, {
    core: (core) => {
      core.timestamp = timestampFromMs(block.atMs + byMs)
    },
  })
}

/** The producer's signature with one bit turned. */
export function forgedHeader(block: LedgerBlock): LedgerBlock {
  return editedBlock(block, {
    header: (header) => {
      header.signature = turned(header.signature)
    },
  })
}

/** A header that links to another parent. */
export function relinked(block: LedgerBlock, parentHash: string): LedgerBlock {
  return editedBlock(block, {
    core: (core) => {
      core.prevBlockHash = Buffer.from(parentHash, 'hex')
    },
  })
}

/** The same block with another state behind it: what a fork begins with. */
export function otherState(block: LedgerBlock): LedgerBlock {
  return editedBlock(block, {
    core: (core) => {
      core.deltaStateDigest = turned(
        core.deltaStateDigest.length > 0 ? core.deltaStateDigest : new Uint8Array(32),
      )
    },
  })
}

/** The bytes with one bit in their middle turned. */
export function turned(bytes: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(bytes)
  const middle = changed.length >> 1
  changed[middle] = (changed[middle] ?? 0) ^ 1
  return changed
}
