import { blake2b256, littleEndian64 } from './hash.ts'

/** How a tie in votes is broken: the first 8 bytes, lowest first, of blake2b-256(key ‖ LE64(seed)). */
export function tiePriority(key: string, seed: number): bigint {
  const text = new TextEncoder().encode(key)
  const preimage = new Uint8Array(text.length + 8)
  preimage.set(text)
  preimage.set(littleEndian64(seed), text.length)
  return new DataView(blake2b256(preimage).buffer).getBigUint64(0, true)
}

/**
 * Entries by votes, most first; a tie by the higher priority, then by the later key.
 * The seed is the epoch's start height when the list is ordered after the probation cut.
 * Source: iotex-election util/util.go, Sort.
 */
export function voteSorted<Entry extends { readonly operator: string; readonly votes: bigint }>(
  entries: readonly Entry[],
  seed: number,
): Entry[] {
  return entries
    .map((entry) => ({ entry, priority: tiePriority(entry.operator, seed) }))
    .sort((a, b) => {
      if (a.entry.votes !== b.entry.votes) return a.entry.votes > b.entry.votes ? -1 : 1
      if (a.priority !== b.priority) return a.priority > b.priority ? -1 : 1
      return a.entry.operator > b.entry.operator ? -1 : 1
    })
    .map(({ entry }) => entry)
}
