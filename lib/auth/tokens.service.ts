import { record } from '#lib/audit/audit.service.ts'
import { wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import { type Caller, personOf, type Space } from '#lib/delegates/space.service.ts'
import { DomainError } from '#lib/errors.ts'
import { type Page, pageInMemory } from '#lib/http/cursor.ts'
import type { PageQuery } from '#lib/http/query.ts'
import { getNode } from '#lib/nodes/registry.service.ts'
import { authorize } from './authorize.ts'
import { may, type Subject } from './permissions.ts'
import {
  claimReplacement,
  findToken,
  insertToken,
  type ListedToken,
  listTokens,
  saveTokenRevoked,
} from './tokens.store.ts'
import {
  expiresSoon,
  expiryOf,
  type MadeTokenView,
  type NewToken,
  newSecret,
  OVERLAP_MS,
  type StoredToken,
  type TokenView,
  tokenState,
} from './tokens.ts'

/** Why a token is not made, rotated or revoked as asked. */
export class TokenError extends DomainError<'token_not_found' | 'token_over' | 'too_many_tokens'> {}

/** Working tokens of one delegate; more cannot be kept track of. */
const TOKENS_MAX = 200

/** A delegate's tokens, the newest first. */
export async function tokensOfDelegate(
  sql: Sql,
  { actor }: Pick<Caller, 'actor'>,
  { subject }: Space,
  page: PageQuery,
): Promise<Page<TokenView>> {
  authorize(actor, 'read_tokens', subject)
  return pageOfTokens(await listTokens(sql, subject), page)
}

/** The tokens that whoever asks has made, the newest first. */
export async function ownTokens(
  sql: Sql,
  { actor }: Pick<Caller, 'actor'>,
  page: PageQuery,
): Promise<Page<TokenView>> {
  authorize(actor, 'read_own_account')
  const { userId } = personOf(actor)
  return pageOfTokens(await listTokens(sql, { userId }), page)
}

/**
 * Makes a token of a delegate. It is in the answer and nowhere else.
 * @throws {RegistryError} `node_not_found`. @throws {TokenError} `too_many_tokens`.
 */
export async function makeToken(
  sql: Sql,
  { actor, origin }: Caller,
  { subject }: Space,
  { name, scopes, nodeId, days }: NewToken,
): Promise<MadeTokenView> {
  authorize(actor, 'change_tokens', subject)
  const { userId } = personOf(actor)
  const now = wallNow()
  const { token, prefix, hash } = newSecret()
  const id = await sql.begin(async (tx) => {
    if (nodeId !== null) await getNode(tx, subject, nodeId)
    const working = (await listTokens(tx, subject)).filter((one) => isWorking(one, now))
    if (working.length >= TOKENS_MAX)
      throw new TokenError('too_many_tokens', `A delegate has ${TOKENS_MAX} working tokens at most.`)
    const [createdAt, expiresAt] = [new Date(now), expiryOf(now, days)]
    const made = { prefix, hash, name, scopes, ...subject, nodeId, createdBy: userId, createdAt, expiresAt }
    const inserted = await insertToken(tx, made)
    const entry = { action: 'token_made', subject: { kind: 'token', id: inserted }, ...subject }
    await record(tx, actor, origin, { ...entry, after: auditedToken(made) })
    return inserted
  })
  return { ...tokenView(await getToken(sql, { actor }, id)), token }
}

/**
 * Makes a token in place of another, which works for 24 h more. Of any number who do this at once exactly one does. The
 * new one is of who asked for it, for as many days as the old one was made for.
 * @throws {TokenError} `token_not_found`; `token_over` when it was rotated or revoked before, or has expired.
 */
export async function rotateToken(sql: Sql, { actor, origin }: Caller, id: string): Promise<MadeTokenView> {
  const old = await getToken(sql, { actor }, id)
  authorize(actor, 'change_tokens', subjectOf(old))
  const { userId } = personOf(actor)
  const now = wallNow()
  const { token, prefix, hash } = newSecret()
  const newId = await sql.begin(async (tx) => {
    // One that can still be rotated ends when it was made to.
    const expiresAt = new Date(now + old.expiresAt.getTime() - old.createdAt.getTime())
    const { name, scopes, networkId, delegateId, nodeId } = old
    const made = { prefix, hash, name, scopes, networkId, delegateId, nodeId }
    const inserted = await insertToken(tx, {
      ...made,
      createdBy: userId,
      createdAt: new Date(now),
      expiresAt,
    })
    const until = { now: new Date(now), endsAt: new Date(now + OVERLAP_MS) }
    const replaced = await claimReplacement(tx, id, inserted, until)
    if (replaced === null) throw over()
    const entry = { action: 'token_rotated', subject: { kind: 'token', id }, networkId, delegateId }
    const after = { replacedBy: inserted, expiresAt: replaced.expiresAt.toISOString() }
    await record(tx, actor, origin, { ...entry, before: auditedToken(old), after })
    return inserted
  })
  return { ...tokenView(await getToken(sql, { actor }, newId)), token }
}

/**
 * Revokes a token: it is refused from the moment this commits. Whoever made it may, and whoever may change its
 * delegate's tokens.
 * @throws {TokenError} `token_not_found`; `token_over` when it was revoked before.
 */
export async function revokeToken(sql: Sql, { actor, origin }: Caller, id: string): Promise<void> {
  const token = await getToken(sql, { actor }, id)
  if (personOf(actor).userId !== token.createdBy) authorize(actor, 'change_tokens', subjectOf(token))
  await sql.begin(async (tx) => {
    if (!(await saveTokenRevoked(tx, id, new Date(wallNow())))) throw over()
    const { networkId, delegateId } = token
    const entry = { action: 'token_revoked', subject: { kind: 'token', id }, networkId, delegateId }
    await record(tx, actor, origin, { ...entry, before: auditedToken(token) })
  })
}

/** A token that whoever asks has made or may read. */
async function getToken(sql: Sql, { actor }: Pick<Caller, 'actor'>, id: string): Promise<ListedToken> {
  const { userId } = personOf(actor)
  const found = UUID.test(id) ? await findToken(sql, id) : null
  if (found !== null && (found.createdBy === userId || may(actor, 'read_tokens', subjectOf(found))))
    return found
  throw new TokenError('token_not_found', `There is no token "${id.slice(0, 64)}" of yours.`)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function over(): TokenError {
  return new TokenError('token_over', 'This token was rotated or revoked already, or has expired.')
}

function isWorking(token: StoredToken, nowMs: number): boolean {
  return ['active', 'replaced'].includes(tokenState(token, nowMs))
}

function subjectOf({ networkId, delegateId }: StoredToken): Subject {
  return networkId === null || delegateId === null ? {} : { networkId, delegateId }
}

function auditedToken(token: Pick<StoredToken, 'prefix' | 'name' | 'scopes' | 'nodeId' | 'expiresAt'>) {
  const { prefix, name, scopes, nodeId, expiresAt } = token
  return { prefix, name, scopes, nodeId, expiresAt: expiresAt.toISOString() }
}

function pageOfTokens(tokens: readonly ListedToken[], page: PageQuery): Page<TokenView> {
  const { items, nextCursor } = pageInMemory(tokens, 'tokens', newestFirst, page)
  return { items: items.map(tokenView), nextCursor }
}

/** Ascends as its tokens get older, as `listTokens` gives them. */
function newestFirst({ createdAt, id }: ListedToken): string {
  return `${String(Number.MAX_SAFE_INTEGER - createdAt.getTime()).padStart(16, '0')} ${id}`
}

function tokenView(token: ListedToken): TokenView {
  const { id, prefix, name, scopes, network, delegateId, nodeId, createdBy, creator, replacedBy } = token
  const now = wallNow()
  return {
    ...{ id, prefix, name, scopes: [...scopes], network, delegateId, nodeId, replacedBy },
    state: tokenState(token, now),
    expiresSoon: expiresSoon(token, now),
    createdBy: { id: createdBy, name: creator },
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt.toISOString(),
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
  }
}
