import { bech32 } from '@scure/base'
import { getAddress, hexToBytes, isAddress, toHex } from 'viem'

const PREFIX = 'io'

/** The checksummed 0x form of an address in either form; null when it is none. */
export function hexForm(text: string): `0x${string}` | null {
  const trimmed = text.trim()
  if (trimmed.startsWith('0x')) return isAddress(trimmed) ? getAddress(trimmed) : null
  const decoded = bech32.decodeUnsafe(trimmed)
  const bytes = decoded && decoded.prefix === PREFIX ? bech32.fromWordsUnsafe(decoded.words) : undefined
  return bytes instanceof Uint8Array && bytes.length === 20 ? getAddress(toHex(bytes)) : null
}

/** The io1 form of a 0x address. */
export function ioForm(hex: `0x${string}`): string {
  return bech32.encode(PREFIX, bech32.toWords(hexToBytes(hex)))
}
