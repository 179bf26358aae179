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
    const privateKey = keyOf(`${options.seed} operator ${index}`)
    const publicKey = secp256k1.publicKeyCreate(privateKey, false)
    const operator = addressOfPublicKey(publicKey)
    const owner = addressOf(`${options.seed} owner ${index}`)
    const own = index % 2 === 0 ? operator : owner
    const reward = index % SHARED_REWARD === 3 ? addressOf(`${options.seed} shared reward`) : own
    const selfStakeRau = (300_000_000n * IOTX * 100n) / BigInt(100 + 12 * index) + BigInt(random.below(1e9))
    return {
      name: `gen${String(index).padStart(3, '0')}`,
      operator,
      owner,
      reward,
      selfStakeRau,
      privateKey,
      publicKey,
    }
  })
}

function keyOf(text: string): Uint8Array {
  return createHash('sha256').update(text).digest() // beyond the curve's order once in 2^128
}

function addressOf(text: string): string {
  return addressOfPublicKey(secp256k1.publicKeyCreate(keyOf(text), false))
}

/** r ‖ s ‖ v over a digest. */
export function signed(digest: Uint8Array, privateKey: Uint8Array): Uint8Array {
  const { signature, recid } = secp256k1.ecdsaSign(digest, privateKey)
  const bytes = new Uint8Array(65)
  bytes.set(signature)
  bytes[64] = recid
  return bytes
}
