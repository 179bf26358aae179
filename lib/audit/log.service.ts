import { z } from 'zod'
import type { Actor } from '#lib/auth/actor.ts'
import { authorize } from '#lib/auth/authorize.ts'
import { may } from '#lib/auth/permissions.ts'
import type { Sql } from '#lib/db/client.ts'
import { getSpace } from '#lib/delegates/space.service.ts'
import { cutPage, type Page, readCursor, writeCursor } from '#lib/http/cursor.ts'
import type { PageQuery } from '#lib/http/query.ts'
import { RequestError } from '#lib/http/request-error.ts'
import { plainEntry } from './entry.ts'
import type { AuditEntryView } from './schema.ts'
import { listVisible, type NamedEntry, type Scope } from './visible.store.ts'

/** What somebody asks to see; without anything all that they may. */
export type AuditQuery = {
  readonly network?: string | undefined
  readonly delegate?: string | undefined
  readonly actor?: string | undefined
}

const EXPORTED_AT_ONCE = 1000

/**
 * A page of the log, newest first: all of it for staff; for others what touched their delegates and what they did.
 * @throws {AuthError} `forbidden` for somebody else's part; {RequestError} `bad_parameter`, `delegate_not_found`, ….
 */
export async function auditPage(
  sql: Sql,
  actor: Actor,
  query: AuditQuery,
  page: PageQuery,
): Promise<Page<AuditEntryView>> {
  authorize(actor, 'read_audit')
  const scope = await scopeOf(sql, actor, query)
  const below = readCursor('audit', page.cursor, z.tuple([z.int().min(1)]))?.[0] ?? Number.MAX_SAFE_INTEGER
  const entries = await listVisible(sql, scope, { below, limit: page.limit + 1 })
  const { items, nextCursor } = cutPage(entries, page.limit, ({ seq }) => writeCursor('audit', [seq]))
  return { items: items.map((entry) => auditEntryView(actor, entry)), nextCursor }
}

/**
 * The same entries oldest first, a line of JSON each, read as they are taken. What is refused is refused before the first
 * line.
 */
export async function auditLines(sql: Sql, actor: Actor, query: AuditQuery): Promise<AsyncIterable<string>> {
  authorize(actor, 'read_audit')
  const scope = await scopeOf(sql, actor, query)
  return linesOf(sql, actor, scope)
}

async function* linesOf(sql: Sql, actor: Actor, scope: Scope): AsyncGenerator<string> {
  for (let above = 0; ; ) {
    const entries = await listVisible(sql, scope, { above, limit: EXPORTED_AT_ONCE })
    if (entries.length > 0) yield entries.map((entry) => lineOf(actor, entry)).join('')
    if (entries.length < EXPORTED_AT_ONCE) return
    above = entries.at(-1)?.seq ?? above
  }
}

async function scopeOf(sql: Sql, actor: Actor, query: AuditQuery): Promise<Scope> {
  const { network, delegate, actor: actorId } = query
  if ((network === undefined) !== (delegate === undefined))
    throw new RequestError('bad_parameter', '"network" and "delegate" are given together.')
  if (network !== undefined && delegate !== undefined) {
    if (actorId !== undefined)
      throw new RequestError('bad_parameter', 'Ask for a delegate or for an actor, not for both.')
    const { subject } = await getSpace(sql, network, delegate)
    authorize(actor, 'read_delegate_space', subject)
    return { delegates: [subject], actorIds: [] }
  }
  if (actorId !== undefined) {
    if (!isSelf(actor, actorId)) authorize(actor, 'read_all_audit')
    return { delegates: [], actorIds: [actorId.replaceAll('\0', '')] }
  }
  if (may(actor, 'read_all_audit')) return 'all'
  return actor.kind === 'user'
    ? { delegates: actor.memberships, actorIds: [actor.userId] }
    : { delegates: [], actorIds: [] }
}

function isSelf(actor: Actor, actorId: string): boolean {
  return actor.kind === 'user' && actor.userId === actorId
}

function auditEntryView(reader: Actor, entry: NamedEntry): AuditEntryView {
  const { seq, at, actorId, actorName, action, network, delegateId, before, after, hash } = entry
  const kind = kindOf(entry.actorKind)
  const isNamedByItself = kind === 'worker' || kind === 'command'
  return {
    seq,
    at: at.toISOString(),
    actor: { kind, id: actorId, name: isNamedByItself ? actorId : actorName },
    action,
    subject: { kind: entry.subjectKind, id: entry.subjectId },
    network,
    delegateId,
    before,
    after,
    ...originFor(reader, entry),
    hash: Buffer.from(hash).toString('hex'),
  }
}

/** A line of the export, in the form that is hashed; not for those from whom a part of it is kept. */
function lineOf(reader: Actor, entry: NamedEntry): string {
  const hash = Buffer.from(entry.hash).toString('hex')
  return `${JSON.stringify({ ...plainEntry(entry), ...originFor(reader, entry), hash })}\n`
}

/** From where others wrote is for staff. */
function originFor(reader: Actor, { actorKind, actorId, address, requestId }: NamedEntry) {
  const isTheirs = actorKind === 'user' && isSelf(reader, actorId)
  return isTheirs || may(reader, 'read_all_audit')
    ? { address, requestId }
    : { address: null, requestId: null }
}

function kindOf(text: string): AuditEntryView['actor']['kind'] {
  return text === 'user' || text === 'token' || text === 'worker' || text === 'command' ? text : 'nobody'
}
