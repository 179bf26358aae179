import { createHash } from 'node:crypto'
import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import secp256k1 from 'secp256k1'
import { endorsementDigest } from '#lib/chain/signatures.ts'
import type { BlockFooter } from '#lib/nodes/gen/iotextypes_pb.ts'
import type { LedgerBlock } from '../ledger.ts'
import { editedBlock } from './edit-block.ts'
import { turned } from './header-lies.ts'
import { type Chain, endorserKeys, otherSeatKey } from './seat-keys.ts'

/** The footer's time moved: alone, or with the time of every endorsement (whose signatures then prove another one). */
export function changedFooterTime(block: LedgerBlock, byMs: number, variant: string): LedgerBlock {
  const timestamp = timestampFromMs(block.committedAtMs + byMs)
  return editedBlock(block, {
    footer: (footer) => {
      footer.timestamp = timestamp
      if (variant === 'all') for (const endorsement of footer.endorsements) endorsement.timestamp = timestamp
    },
  })
}

/** Another set of endorsers than the one that signed. */
export function changedEndorsers(block: LedgerBlock, chain: Chain, variant: string): LedgerBlock {
  const other = variant === 'other_seat' ? otherSeatKey(block, chain, endorserKeys(block)) : null
  return editedBlock(block, {
    footer: (footer) => {
      const last = footer.endorsements.pop()
      const [first] = footer.endorsements
      if (last === undefined || variant === 'drop') return
      if (variant === 'duplicate') footer.endorsements.push(first ?? last)
      else footer.endorsements.push(other ? { ...last, endorser: other } : byStranger(block, last))
    },
  })
}

/** One endorsement's signature with one bit turned. */
export function forgedEndorsement(block: LedgerBlock): LedgerBlock {
  return editedBlock(block, {
    footer: (footer) => {
      const [first] = footer.endorsements
      if (first !== undefined) first.signature = turned(first.signature)
    },
  })
}

type Endorsement = BlockFooter['endorsements'][number]

/** The endorsement of somebody who has no seat, rightly signed. */
function byStranger(block: LedgerBlock, replaced: Endorsement): Endorsement {
  const key = createHash('sha256').update('a stranger without a seat').digest()
  const { seconds = 0n, nanos = 0 } = replaced.timestamp ?? {}
  const digest = endorsementDigest(Buffer.from(block.hash, 'hex'), Number(seconds), nanos)
  const { signature, recid } = secp256k1.ecdsaSign(digest, key)
  return {
    ...replaced,
    endorser: secp256k1.publicKeyCreate(key, false),
    signature: Uint8Array.from([...signature, recid]),
  }
}
