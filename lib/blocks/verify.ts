import { addressOfPublicKey } from '#lib/chain/address.ts'
import { bytesEqual, hex, keccak256 } from '#lib/chain/hash.ts'
import { merkleRoot } from '#lib/chain/merkle.ts'
import { quorumOf } from '#lib/chain/quorum.ts'
import { endorsementDigest, headerDigest, isSignedBy } from '#lib/chain/signatures.ts'
import type { DecodedBlock } from './decode.ts'

/** The checks a block must pass, by the name that pages and tests show. */
export type Check =
  | 'height'
  | 'link'
  | 'receipt_root'
  | 'transaction_root'
  | 'action_hash'
  | 'footer_time'
  | 'header_signature'
  | 'producer'
  | 'commit_signatures'

/** What a block failed, with both values: the proof that an endpoint lied. */
export type Failure = {
  readonly height: number
  readonly check: Check
  readonly expected: string
  readonly got: string
}

const NO_ROOT = new Uint8Array(32)

function rootOver(leaves: readonly Uint8Array[]): Uint8Array {
  return leaves.length === 0 ? NO_ROOT : merkleRoot(leaves)
}

/**
 * What every block must pass, backfilled or live: its height, the link to its parent (null for the first one), receipt and
 * transaction root, one receipt an action, and endorsements that were all signed for the footer's time.
 * Returns the first failure, or null.
 */
export function failedContent(
  block: DecodedBlock,
  height: number,
  parentHash: Uint8Array | null,
): Failure | null {
  const fail = (check: Check, expected: string, got: string): Failure => ({ height, check, expected, got })
  if (block.height !== height) return fail('height', String(height), String(block.height))
  if (parentHash !== null && !bytesEqual(block.previousHash, parentHash)) {
    return fail('link', hex(parentHash), hex(block.previousHash))
  }
  const receiptRoot = rootOver(block.receipts.map((receipt) => keccak256(receipt)))
  if (!bytesEqual(receiptRoot, block.receiptRoot)) {
    return fail('receipt_root', hex(block.receiptRoot), hex(receiptRoot))
  }
  const transactionRoot = rootOver(block.actionHashes)
  if (!bytesEqual(transactionRoot, block.transactionRoot)) {
    return fail('transaction_root', hex(block.transactionRoot), hex(transactionRoot))
  }
  if (block.actions.length !== block.receipts.length) {
    return fail('action_hash', `${block.receipts.length} actions`, `${block.actions.length} actions`)
  }
  const other = block.endorsements.find(({ time }) => !bytesEqual(time, block.footer.bytes))
  if (other === undefined) return null
  return fail('footer_time', `signed for ${hex(other.time)}`, hex(block.footer.bytes))
}

/** Tells whether a signature holds; a reader may put them off and have them all checked at once. */
export type SignedBy = typeof isSignedBy

/** What an endpoint sent in a block's place is no block. */
export function noBlock(height: number, got: string): Failure {
  return { height, check: 'height', expected: `block ${height}`, got }
}

/** Null when the producer's own signature over the header holds. */
export function failedSignature(block: DecodedBlock, signedBy: SignedBy = isSignedBy): Failure | null {
  const { height, core, producerKey, signature } = block
  if (signedBy(headerDigest(core), signature, producerKey)) return null
  const expected = `a signature by ${hex(producerKey).slice(0, 16)}…`
  return { height, check: 'header_signature', expected, got: `${hex(signature).slice(0, 16)}…` }
}

/** Null when the producer's own signature over the header holds and it holds a seat. */
export function failedHeader(
  block: DecodedBlock,
  seats: ReadonlyMap<string, number>,
  signedBy: SignedBy = isSignedBy,
): Failure | null {
  const producer = addressOfKey(block.producerKey)
  const failure = failedSignature(block, signedBy)
  if (failure !== null || seats.has(producer)) return failure
  return { height: block.height, check: 'producer', expected: `one of ${seats.size} seats`, got: producer }
}

/** Seats, 0-based in proposer order, whose commit endorsement of a block was checked. */
export type Commit = { readonly endorsers: readonly number[] }

/** A signature costs more than all else about a block: of blocks that nothing hangs on every eighth is sampled. */
const SAMPLE_EVERY = 8

export function isSampled(height: number): boolean {
  return height % SAMPLE_EVERY === 0
}

/**
 * Whether a quorum of distinct seats committed to a block at the footer's time. A single bad endorsement fails: nodes
 * keep exactly the quorum they counted, each of it valid. With `sample` all names are checked, but one signature only: an
 * endpoint has no seat's key, so it cannot move footers' times for long unnoticed.
 */
export function checkedCommit(
  block: DecodedBlock,
  seats: ReadonlyMap<string, number>,
  signedBy: SignedBy = isSignedBy,
  sample = false,
): Commit | Failure {
  const { height, endorsements } = block
  const needed = quorumOf(seats.size)
  const fail = (got: string): Failure => {
    return { height, check: 'commit_signatures', expected: `${needed} of ${seats.size} seats`, got }
  }
  const { seconds, nanos } = block.footer
  const chosen = Math.floor(height / SAMPLE_EVERY) % endorsements.length
  const digest = endorsementDigest(block.hash, seconds, nanos)
  const endorsers = new Set<number>()
  for (const [index, { publicKey, signature }] of endorsements.entries()) {
    const operator = addressOfKey(publicKey)
    const seat = seats.get(operator)
    if (seat === undefined) return fail(`an endorsement by ${operator}, which has no seat`)
    if (endorsers.has(seat)) return fail(`two endorsements by ${operator}`)
    const isChecked = !sample || index === chosen
    if (isChecked && !signedBy(digest, signature, publicKey)) return fail(`a false signature for ${operator}`)
    endorsers.add(seat)
  }
  if (endorsers.size < needed) return fail(`${endorsers.size} endorsements`)
  return { endorsers: [...endorsers].sort((a, b) => a - b) }
}

export function isFailure(result: Commit | Failure): result is Failure {
  return 'check' in result
}

type KnownKey = { readonly publicKey: Uint8Array; readonly operator: string }

/** By the first six bytes of a key's x: seats' keys repeat block after block. */
const knownKeys = new Map<number, KnownKey>()
const KNOWN_KEYS_MAX = 4096

/** The operator of a public key; a key that is none has no address. */
export function addressOfKey(publicKey: Uint8Array): string {
  if (publicKey.length !== 65 || publicKey[0] !== 4) return 'a malformed key'
  let start = 0
  for (let index = 1; index <= 6; index += 1) start = start * 256 + (publicKey[index] ?? 0)
  const known = knownKeys.get(start)
  if (known !== undefined && bytesEqual(known.publicKey, publicKey)) return known.operator
  if (knownKeys.size >= KNOWN_KEYS_MAX) knownKeys.clear()
  const operator = addressOfPublicKey(publicKey)
  knownKeys.set(start, { publicKey: publicKey.slice(), operator })
  return operator
}
