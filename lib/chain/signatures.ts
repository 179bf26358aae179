import secp256k1 from 'secp256k1'
import { blake2b256, keccak256, littleEndian64 } from './hash.ts'

/** Hash of a block: over its serialized header, which holds core, producer key and signature. */
export function blockHash(header: Uint8Array): Uint8Array {
  return keccak256(header)
}

/** What the producer signs: the hash of the serialized header core. */
export function headerDigest(core: Uint8Array): Uint8Array {
  return keccak256(core)
}

/**
 * What a seat signs when it commits to a block at an instant:
 * keccak256(blake2b256(ConsensusVote{blockHash = 1, topic = 2: COMMIT}) ‖ LE64(seconds) ‖ LE32(nanoseconds)).
 * Source: iotex-core consensus/scheme/rolldpos/consensusvote.go, endorsement/endorsement.go.
 */
export function endorsementDigest(hash: Uint8Array, seconds: number, nanos: number): Uint8Array {
  const vote = new Uint8Array(hash.length + 4)
  vote.set([0x0a, hash.length])
  vote.set(hash, 2)
  vote.set([0x10, 0x02], 2 + hash.length)
  return keccak256(blake2b256(vote), littleEndian64(seconds), littleEndian64(nanos).subarray(0, 4))
}

/**
 * Whether a 65-byte signature (r ‖ s ‖ v) over a digest is by this uncompressed public key. Malformed input and a
 * high s are no signature, as for the chain itself.
 */
export function isSignedBy(digest: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 65 || publicKey.length !== 65) return false
  try {
    return secp256k1.ecdsaVerify(signature.subarray(0, 64), digest, publicKey)
  } catch {
    return false // the library throws on a point that is not on the curve
  }
}
