import type { AnySql } from '#lib/db/client.ts'
import type { ChainedEntry, Head } from './entry.ts'
import type { Json } from './kept-value.ts'

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

function jsonOf(sql: AnySql, value: Json) {
  return value === null ? null : sql.json(value)
}
