import { ChainError } from './errors.ts'
import { keccak256 } from './hash.ts'

/**
 * The root over 32-byte leaves in order: one leaf is its own root; else neighbours are hashed as keccak256(left ‖ right),
 * the last one doubled when a level is odd.
 * Source: iotex-core crypto/merkle.go; 869 of 869 recorded blocks.
 * @throws {ChainError} `no_leaves`.
 */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  let level = leaves
  while (level.length > 1) {
    const above: Uint8Array[] = []
    for (let index = 0; index < level.length; index += 2) {
      const left = level[index] as Uint8Array
      above.push(keccak256(left, level[index + 1] ?? left))
    }
    level = above
  }
  const root = level[0]
  if (root === undefined) throw new ChainError('no_leaves', 'a block without receipts has no root')
  return root
}
