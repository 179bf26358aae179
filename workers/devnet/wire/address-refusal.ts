import { bech32 } from '@scure/base'
import { parseAddress } from '#lib/chain/address.ts'

const IO_LENGTH = 41
const CHECKSUM = 6

/** Why a node takes this for no io1 address, in its own words; null for one that is. */
export function addressRefusal(address: string): string | null {
  if (address.length !== IO_LENGTH) {
    return `address length = ${address.length}, expecting ${IO_LENGTH}: invalid address`
  }
  try {
    parseAddress(address)
    return null
  } catch {
    return `checksum failed: Expected ${checksumOf(address)}, got ${address.slice(-CHECKSUM)}..: invalid address`
  }
}

/** What the last letters should have been. */
function checksumOf(address: string): string {
  const split = address.lastIndexOf('1')
  const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
  const words = [...address.slice(split + 1, -CHECKSUM)].map((letter) => letters.indexOf(letter))
  if (split < 1 || words.includes(-1)) return ''
  return bech32.encode(address.slice(0, split), words).slice(-CHECKSUM)
}
