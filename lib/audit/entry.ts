import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { Json } from './kept-value.ts'

/** One write: who, what, on what, before and after, when, from where. */
export type AuditEntry = {
  /** From 1, without a gap. */
  readonly seq: number
  readonly at: Date
  /** user | token | worker | command | nobody */
  readonly actorKind: string
  readonly actorId: string
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly networkId: number | null
  readonly delegateId: string | null
  readonly before: Json
  readonly after: Json
  readonly address: string | null
  readonly requestId: string | null
  readonly previousHash: Uint8Array
}

export type ChainedEntry = AuditEntry & { readonly hash: Uint8Array }

/** Where a chain stands. */
export type Head = { readonly seq: number; readonly hash: Uint8Array }

/** What the first entry follows. */
export const NO_ENTRIES: Head = { seq: 0, hash: new Uint8Array(32) }

/** An entry in the form that is hashed and exported: instants as RFC 3339, hashes as hex. */
export function plainEntry(entry: AuditEntry) {
  const { seq, at, actorKind, actorId, action, subjectKind, subjectId } = entry
  const { networkId, delegateId, before, after, address, requestId } = entry
  return {
    ...{ seq, at: at.toISOString(), actorKind, actorId, action, subjectKind, subjectId },
    ...{ networkId, delegateId, before, after, address, requestId },
    previousHash: Buffer.from(entry.previousHash).toString('hex'),
  }
}

/** SHA-256 of the canonical JSON of an entry; the hash before it is a part of that, so it covers all that came before. */
export function entryHash(entry: AuditEntry): Uint8Array {
  return createHash('sha256')
    .update(canonicalJson(plainEntry(entry)))
    .digest()
}
