import type { AnySql } from '#lib/db/client.ts'
import type { ChainedEntry, Head } from './entry.ts'
import type { Json } from './kept-value.ts'
import { storedJson } from './stored-json.ts'
import type { StoredEntry } from './verify.ts'

/** The number every writer of the log locks, until its transaction ends. */
const AUDIT_LOCK = 72_707_370

/** Lets the caller's transaction write to the log alone, until it ends. */
export async function lockAudit(tx: AnySql): Promise<void> {
  await tx`select pg_advisory_xact_lock(${AUDIT_LOCK})`
}

/** Where the chain stands; null before its first entry. */
export async function findHead(sql: AnySql): Promise<Head | null> {
  const [row] = await sql`select seq, hash from audit_entry order by seq desc limit 1`
  return row === undefined ? null : { seq: Number(row.seq), hash: row.hash }
}

export async function insertEntry(tx: AnySql, entry: ChainedEntry): Promise<void> {
  const { seq, at, actorKind, actorId, action, subjectKind, subjectId, networkId, delegateId } = entry
  const { address, requestId, previousHash, hash } = entry
  await tx`
    insert into audit_entry (seq, at, actor_kind, actor_id, action, subject_kind, subject_id, network_id, delegate_id,
                             before, after, address, request_id, previous_hash, hash)
    values (${seq}, ${at}, ${actorKind}, ${actorId}, ${action}, ${subjectKind}, ${subjectId}, ${networkId},
            ${delegateId}, ${jsonOf(tx, entry.before)}, ${jsonOf(tx, entry.after)}, ${address}, ${requestId},
            ${previousHash}, ${hash})`
}

/** Entries above a number, oldest first. */
export async function listEntriesAfter(sql: AnySql, seq: number, limit: number): Promise<StoredEntry[]> {
  const rows = await sql`
    select ${entryColumns(sql)} from audit_entry e where e.seq > ${seq} order by e.seq limit ${limit}`
  return rows.map(entryOf)
}

/** The columns of an entry `e` that `entryOf` takes. */
export function entryColumns(sql: AnySql) {
  return sql`
    e.seq, e.at, e.actor_kind, e.actor_id, e.action, e.subject_kind, e.subject_id, e.network_id, e.delegate_id,
    e.before::text as before_text, e.after::text as after_text, e.address, e.request_id, e.previous_hash, e.hash`
}

/** An entry from a row of `entryColumns`. */
export function entryOf(row: Record<string, unknown>): StoredEntry {
  const { seq, at, address, hash, ...rest } = row as EntryRow
  const [before, after] = [storedJson(rest.before_text), storedJson(rest.after_text)]
  return {
    seq: Number(seq),
    at,
    actorKind: rest.actor_kind,
    actorId: rest.actor_id,
    action: rest.action,
    subjectKind: rest.subject_kind,
    subjectId: rest.subject_id,
    networkId: rest.network_id,
    delegateId: rest.delegate_id,
    before: before.value,
    after: after.value,
    address,
    requestId: rest.request_id,
    previousHash: rest.previous_hash,
    hash,
    isAsWritten: before.isAsWritten && after.isAsWritten,
  }
}

type EntryRow = {
  readonly seq: string
  readonly at: Date
  readonly actor_kind: string
  readonly actor_id: string
  readonly action: string
  readonly subject_kind: string
  readonly subject_id: string
  readonly network_id: number | null
  readonly delegate_id: string | null
  readonly before_text: string | null
  readonly after_text: string | null
  readonly address: string | null
  readonly request_id: string | null
  readonly previous_hash: Uint8Array
  readonly hash: Uint8Array
}

function jsonOf(sql: AnySql, value: Json) {
  return value === null ? null : sql.json(value)
}
