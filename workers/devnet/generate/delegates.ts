import { createHash } from 'node:crypto'
import secp256k1 from 'secp256k1'
import { addressOfPublicKey } from '#lib/chain/address.ts'
import type { Registration } from '../ledger.ts'
import type { GenerateOptions } from './options.ts'
import type { Random } from './random.ts'

/** A registered delegate with the key of its node. */
export type GeneratedDelegate = Registration & {
  readonly privateKey: Uint8Array
  readonly publicKey: Uint8Array
}

const IOTX = 10n ** 18n
/** One in so many delegates is paid to an address that several share. */
const SHARED_REWARD = 7

/** Delegates with keys that follow from the seed; owners differ from operators, some share a reward address. */
export function generatedDelegates(options: GenerateOptions, random: Random): GeneratedDelegate[] {
  return Array.from({ length: options.candidates }, (_, index) => {
    const selfStakeRau = (300_000_000n * IOTX * 100n) / BigInt(100 + 12 * index) + BigInt(random.below(1e9))
    return registered(options.seed, index, `gen${String(index).padStart(3, '0')}`, selfStakeRau)
  })
}

/** The delegate of an index with its keys. */
export function registered(
  seed: number,
  index: number,
  name: string,
  selfStakeRau: bigint,
): GeneratedDelegate {
  const { address: operator, privateKey, publicKey } = operatorKey(seed, index)
  const owner = ownerKey(seed, index).address
  const own = index % 2 === 0 ? operator : owner
  const reward = index % SHARED_REWARD === 3 ? sharedRewardKey(seed).address : own
  return { name, operator, owner, reward, selfStakeRau, privateKey, publicKey }
}

/** A key and the address it opens. */
export type KeyPair = {
  readonly address: string
  readonly privateKey: Uint8Array
  readonly publicKey: Uint8Array
}

/** The key that follows from a text. */
export function keyPair(text: string): KeyPair {
  const privateKey = createHash('sha256').update(text).digest() // beyond the curve's order once in 2^128
  const publicKey = secp256k1.publicKeyCreate(privateKey, false)
  return { address: addressOfPublicKey(publicKey), privateKey, publicKey }
}

function operatorKey(seed: number, index: number): KeyPair {
  return keyPair(`${seed} operator ${index}`)
}

export function ownerKey(seed: number, index: number): KeyPair {
  return keyPair(`${seed} owner ${index}`)
}

export function sharedRewardKey(seed: number): KeyPair {
  return keyPair(`${seed} shared reward`)
}

/** r ‖ s ‖ v over a digest. */
export function signed(digest: Uint8Array, privateKey: Uint8Array): Uint8Array {
  const { signature, recid } = secp256k1.ecdsaSign(digest, privateKey)
  const bytes = new Uint8Array(65)
  bytes.set(signature)
  bytes[64] = recid
  return bytes
}
