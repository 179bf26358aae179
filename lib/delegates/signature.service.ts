import { encodeFunctionData, type Hex, hashMessage, parseAbi, recoverMessageAddress } from 'viem'
import { hexAddress, ioAddress, parseAddress } from '#lib/chain/address.ts'

const EIP_1271 = parseAbi(['function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)'])
/** What such a contract answers when it agrees: its own selector, padded to a word. */
const AGREES = `0x1626ba7e${'0'.repeat(56)}`

/** The io1 address whose key signed a text as a personal message (EIP-191); null when no key can have. */
export async function signerOf(text: string, signature: Hex): Promise<string | null> {
  if (signature.length !== 132) return null
  try {
    return ioAddress(parseAddress(await recoverMessageAddress({ message: text, signature })))
  } catch {
    return null // 65 bytes that are no point of the curve
  }
}

/** The question to a contract whether a signature of a text is its own (EIP-1271). */
export function contractQuestion(contract: string, text: string, signature: Hex): { to: string; data: Hex } {
  const args = [hashMessage(text), signature] as const
  return {
    to: hexAddress(parseAddress(contract)),
    data: encodeFunctionData({ abi: EIP_1271, functionName: 'isValidSignature', args }),
  }
}

/** Whether what a contract answered means yes. */
export function agrees(answer: string): boolean {
  return answer === AGREES
}
