import { wallNow } from '#lib/clock.ts'
import type { AnySql, Sql } from '#lib/db/client.ts'
import { listEntriesAfter } from './entries.store.ts'
import { type Head, NO_ENTRIES } from './entry.ts'
import { findBrokenHead } from './heads.store.ts'
import { type Fault, faultOf, headFault, isSame, unmetFault } from './verify.ts'

const AT_ONCE = 1000

/** A published head that somebody kept; its number may be lost. */
export type KeptHead = { readonly seq: number | null; readonly hash: Uint8Array }

export type ChainCheck = {
  /** Where the chain stands, as far as it is whole. */
  readonly head: Head
  /** Null = whole. */
  readonly fault: Fault | null
  readonly checkedAt: Date
}

/**
 * Goes through the whole log, entry by entry, and holds it against the heads published here. A head that somebody kept
 * elsewhere shows also what was cut off together with the heads that told of it.
 */
export async function checkChain(sql: Sql, kept: KeptHead | null = null): Promise<ChainCheck> {
  return await sql.begin('isolation level repeatable read read only', async (tx) => {
    const { head, fault, met } = await walk(tx, kept)
    const broken = fault === null ? await findBrokenHead(tx) : null
    const brokenHead = broken && headFault(broken.head, broken.hashThere, head.seq)
    const unmet = kept === null ? null : unmetFault(kept, met, head.seq)
    return { head, fault: fault ?? brokenHead ?? unmet, checkedAt: new Date(wallNow()) }
  })
}

type Walked = {
  readonly head: Head
  readonly fault: Fault | null
  /** The entry with the number that was kept, or else with its hash. */
  readonly met: Head | null
}

async function walk(tx: AnySql, kept: KeptHead | null): Promise<Walked> {
  const isMeant = ({ seq, hash }: Head) =>
    kept !== null && (kept.seq === null ? isSame(hash, kept.hash) : seq === kept.seq)
  let head = NO_ENTRIES
  let met = isMeant(head) ? head : null
  for (;;) {
    const entries = await listEntriesAfter(tx, head.seq, AT_ONCE)
    for (const entry of entries) {
      const fault = faultOf(head, entry)
      if (fault !== null) return { head, fault, met }
      head = { seq: entry.seq, hash: entry.hash }
      if (isMeant(head)) met = head
    }
    if (entries.length < AT_ONCE) return { head, fault: null, met }
  }
}
