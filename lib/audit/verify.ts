import { type ChainedEntry, entryHash, type Head } from './entry.ts'

/** Where a chain is broken first. */
export type Fault = {
  /** What was found: a row that was changed, or is not there, or does not follow the one before it. */
  readonly kind: 'changed' | 'missing' | 'not_following' | 'head_missing' | 'head_differs'
  /** The entry it is about; the first one of those missing. */
  readonly seq: number
  /** For people. */
  readonly detail: string
}

/** An entry as the database gives it. */
export type StoredEntry = ChainedEntry & {
  /** False when its JSON is in a form that we never write. */
  readonly isAsWritten: boolean
}

/** What is wrong with an entry that should be the next after `previous`; null = nothing. */
export function faultOf(previous: Head, entry: StoredEntry): Fault | null {
  const { seq } = entry
  const wanted = previous.seq + 1
  if (seq !== wanted)
    return { kind: 'missing', seq: wanted, detail: `${entries(wanted, seq - 1)} not there any more` }
  if (!entry.isAsWritten || !isSame(entryHash(entry), entry.hash))
    return { kind: 'changed', seq, detail: `entry ${seq} was changed: its hash is not that of what it says` }
  if (!isSame(entry.previousHash, previous.hash))
    return {
      kind: 'not_following',
      seq,
      detail: `entry ${seq} does not follow entry ${previous.seq}: one of the two was written anew`,
    }
  return null
}

/** What is wrong when a published head is held against the entry it names (its hash; null = no such entry). */
export function headFault(published: Head, hashThere: Uint8Array | null, lastSeq: number): Fault | null {
  const { seq } = published
  if (hashThere === null)
    return {
      kind: 'head_missing',
      seq: lastSeq + 1,
      detail: `${entries(lastSeq + 1, seq)} not there any more, though a head of them was published`,
    }
  if (isSame(hashThere, published.hash)) return null
  return {
    kind: 'head_differs',
    seq,
    detail: `entry ${seq} is not the one whose hash was published: entries up to it were written anew`,
  }
}

/** The same for a head that was kept elsewhere, perhaps without its number: what was met of it in a log of `lastSeq`. */
export function unmetFault(
  kept: { readonly seq: number | null; readonly hash: Uint8Array },
  met: Head | null,
  lastSeq: number,
): Fault | null {
  const { seq, hash } = kept
  if (seq !== null) return headFault({ seq, hash }, met?.hash ?? null, lastSeq)
  if (met !== null) return null
  const detail =
    `no entry has the hash ${Buffer.from(hash).toString('hex')}: if it was published here, entries after ` +
    `${lastSeq} were removed, or those up to it written anew`
  return { kind: 'head_missing', seq: lastSeq + 1, detail }
}

/** Whether two hashes are equal. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

function entries(from: number, to: number): string {
  return from === to ? `entry ${from} is` : `entries ${from} to ${to} are`
}
