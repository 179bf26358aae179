import { compareBytes, keccak256, littleEndian64 } from './hash.ts'

const SEED = Uint8Array.of(0x12, 0x34, 0x56, 0x78, 0x90, 0xab, 0xcd, 0xef)

/**
 * Operators in the order of their draw: ascending by keccak256(io1 text ‖ 1234567890abcdef ‖ LE64(start height)). The
 * chain calls the last part the epoch number, but passes the epoch's start height.
 * Source: iotex-core crypto/cryptosort.go, SortCandidates.
 */
export function shuffled(operators: readonly string[], startHeight: number): string[] {
  const height = littleEndian64(startHeight)
  const text = new TextEncoder()
  return operators
    .map((operator) => ({ operator, key: keccak256(text.encode(operator), SEED, height) }))
    .sort((a, b) => compareBytes(a.key, b.key))
    .map(({ operator }) => operator)
}
