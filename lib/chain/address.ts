import { bech32 } from '@scure/base'
import { ChainError } from './errors.ts'
import { hex, keccak256 } from './hash.ts'

const PREFIX = 'io'
const LENGTH = 20

/**
 * The io1 form of a 20-byte address: bech32 (the first checksum, not bech32m), no version byte. Every network of
 * IoTeX shows the same prefix, so it never tells the network.
 */
export function ioAddress(bytes: Uint8Array): string {
  if (bytes.length !== LENGTH)
    throw new ChainError('bad_address', `an address has 20 bytes, not ${bytes.length}`)
  return bech32.encode(PREFIX, bech32.toWords(bytes))
}

/** The 0x form with its EIP-55 checksum in the letters' case. */
export function hexAddress(bytes: Uint8Array): string {
  const digits = hex(bytes)
  const hash = hex(keccak256(new TextEncoder().encode(digits)))
  const mixed = [...digits].map((digit, index) => ((hash[index] ?? '0') >= '8' ? digit.toUpperCase() : digit))
  return `0x${mixed.join('')}`
}

/**
 * The 20 bytes of an address in the io1 or the 0x form. Mixed case in the 0x form must be the right checksum; all
 * lower or all upper case carries none and is taken as it is.
 * @throws {ChainError} `bad_address`: length, character or checksum.
 */
export function parseAddress(text: string): Uint8Array {
  if (/^0x[0-9a-f]{40}$/i.test(text)) {
    const digits = text.slice(2)
    const bytes = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    const oneCase = digits === digits.toLowerCase() || digits === digits.toUpperCase()
    if (oneCase || hexAddress(bytes) === text) return bytes
    throw new ChainError('bad_address', `the checksum of ${text} is wrong: check its letters' case`)
  }
  const decoded = bech32.decodeUnsafe(text)
  const bytes = decoded && decoded.prefix === PREFIX ? bech32.fromWordsUnsafe(decoded.words) : undefined
  if (!(bytes instanceof Uint8Array) || bytes.length !== LENGTH) {
    throw new ChainError(
      'bad_address',
      `${text.slice(0, 64)} is no io1 or 0x address, or its checksum is wrong`,
    )
  }
  return bytes
}

/** The io1 address of an uncompressed public key: the last 20 bytes of the hash of its 64 bytes after the leading 04. */
export function addressOfPublicKey(publicKey: Uint8Array): string {
  if (publicKey.length !== 65 || publicKey[0] !== 4) {
    throw new ChainError('bad_public_key', `a public key is 04 and 64 bytes, not ${publicKey.length} bytes`)
  }
  return ioAddress(keccak256(publicKey.subarray(1)).subarray(12))
}
