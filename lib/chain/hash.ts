import { createBLAKE2b, createKeccak } from 'hash-wasm'

// One machine of each, used again for every hash: nothing here waits between its init and its digest.
const keccak = await createKeccak(256)
const blake2b = await createBLAKE2b(256)

/** Legacy Keccak-256 as Ethereum uses it, not SHA3-256. */
export function keccak256(...parts: readonly Uint8Array[]): Uint8Array {
  keccak.init()
  for (const part of parts) keccak.update(part)
  return keccak.digest('binary')
}

/** BLAKE2b with a 32-byte digest. */
export function blake2b256(bytes: Uint8Array): Uint8Array {
  return blake2b.init().update(bytes).digest('binary')
}

/** Eight bytes, lowest first, of a whole number below 2^53. */
export function littleEndian64(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true)
  return bytes
}

export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false
  return true
}

/** Bytewise order, as Go's bytes.Compare. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Lower-case hex without a prefix. */
export function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}
