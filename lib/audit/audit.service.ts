import type { Actor, RequestOrigin } from '#lib/auth/actor.ts'
import { wallNow } from '#lib/clock.ts'
import type { AnySql, Sql } from '#lib/db/client.ts'
import { findHead, insertEntry, lockAudit } from './entries.store.ts'
import { type AuditEntry, entryHash, NO_ENTRIES } from './entry.ts'
import { keptText, keptValue } from './kept-value.ts'

/** A decision of a background job, by its name. */
export type WorkerActor = { readonly kind: 'worker'; readonly name: string }
/** Somebody at the command line of the machine, by the account there. */
export type CommandActor = { readonly kind: 'command'; readonly name: string }

/** Who writes, and from where; null = no request. */
export type Writer = {
  readonly actor: Actor | WorkerActor | CommandActor
  readonly origin: RequestOrigin | null
}

export type AuditedWrite = {
  /** Past tense, such as `claim_made`. */
  readonly action: string
  readonly subject: { readonly kind: string; readonly id: string }
  readonly networkId?: number | null
  /** Candidate id; its members see the entry. */
  readonly delegateId?: string | null
  /** Without secrets. */
  readonly before?: unknown
  readonly after?: unknown
}

/**
 * Writes an entry of the audit log in the caller's transaction: kept if and only if what it tells of is. Writers wait
 * for one another until they commit, so that the chain has one order: call it last in a transaction that is short and
 * reads what was committed meanwhile (Postgres' default).
 */
export async function record(
  tx: AnySql,
  actor: Actor | WorkerActor | CommandActor,
  origin: RequestOrigin | null,
  write: AuditedWrite,
): Promise<void> {
  // Outside a transaction the lock would end before the entry is written.
  if (isPool(tx)) {
    await tx.begin((own) => record(own, actor, origin, write))
    return
  }
  await lockAudit(tx)
  const head = (await findHead(tx)) ?? NO_ENTRIES
  const entry: AuditEntry = {
    seq: head.seq + 1,
    at: new Date(wallNow()),
    actorKind: actor.kind,
    actorId: keptText(actorId(actor)),
    action: keptText(write.action),
    subjectKind: keptText(write.subject.kind),
    subjectId: keptText(write.subject.id),
    networkId: write.networkId ?? null,
    delegateId: textOrNull(write.delegateId),
    before: keptValue(write.before),
    after: keptValue(write.after),
    address: textOrNull(origin?.address),
    requestId: textOrNull(origin?.requestId),
    previousHash: head.hash,
  }
  await insertEntry(tx, { ...entry, hash: entryHash(entry) })
}

function isPool(sql: AnySql): sql is Sql {
  return 'begin' in sql
}

function actorId(actor: Actor | WorkerActor | CommandActor): string {
  switch (actor.kind) {
    case 'nobody':
      return '-'
    case 'user':
      return actor.userId
    case 'token':
      return actor.tokenId
    default:
      return actor.name
  }
}

function textOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : keptText(text)
}
