import { z } from 'zod'
import type { AnySql } from '#lib/db/client.ts'
import { SCOPES } from './actor.ts'
import type { StoredToken } from './tokens.ts'

/** Whose tokens: a delegate's, or those that somebody made. */
export type TokenOwner =
  | { readonly networkId: number; readonly delegateId: string }
  | { readonly userId: string }

/** A token with what lists show beside it. */
export type ListedToken = StoredToken & { readonly network: string | null; readonly creator: string }

const Row = z.object({
  id: z.string(),
  prefix: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  networkId: z.int().nullable(),
  delegateId: z.string().nullable(),
  nodeId: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.date(),
  expiresAt: z.date(),
  lastUsedAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  replacedBy: z.string().nullable(),
})
const Listed = Row.extend({ network: z.string().nullable(), creator: z.string() })
const WithHash = Row.extend({ hash: z.instanceof(Uint8Array), holds: z.boolean() })

function columns(sql: AnySql) {
  return sql`
    t.id, t.prefix, t.name, t.scopes, t.network_id as "networkId", t.delegate_id as "delegateId",
    t.node_id as "nodeId", t.created_by as "createdBy", t.created_at as "createdAt", t.expires_at as "expiresAt",
    t.last_used_at as "lastUsedAt", t.revoked_at as "revokedAt", t.replaced_by as "replacedBy"`
}

export async function insertToken(
  sql: AnySql,
  token: Omit<StoredToken, 'id' | 'lastUsedAt' | 'revokedAt' | 'replacedBy'> & { readonly hash: Buffer },
): Promise<string> {
  const { prefix, hash, name, scopes, networkId, delegateId, nodeId, createdBy, createdAt, expiresAt } = token
  const [row] = await sql`
    insert into api_token (prefix, secret_hash, name, scopes, network_id, delegate_id, node_id, created_by,
                           created_at, expires_at)
    values (${prefix}, ${hash}, ${name}, ${[...scopes]}, ${networkId}, ${delegateId}, ${nodeId}, ${createdBy},
            ${createdAt}, ${expiresAt})
    returning id`
  return z.string().parse(row?.id)
}

/**
 * The token with this prefix and the hash of its secret. It `holds` while its maker still may make such a one: they
 * are there and a member of its delegate, and the node it is for is there. `strangerBefore`: claims whose owner changed
 * on the chain until then count no more.
 */
export async function findTokenByPrefix(sql: AnySql, prefix: string, strangerBefore: Date) {
  const [row] = await sql`
    select ${columns(sql)}, t.secret_hash as hash,
           exists (
             select from membership m
               join app_user u on u.id = m.user_id and u.deleted_at is null
               join network n on n.id = m.network_id and n.active
              where m.network_id = t.network_id and m.delegate_id = t.delegate_id and m.user_id = t.created_by
                and m.level in ('member', 'manager')
                and (m.stranger_at is null or m.stranger_at > ${strangerBefore})
           ) and (t.node_id is null or exists (
             select from node n where n.id = t.node_id and n.removed_at is null)) as holds
      from api_token t
     where t.prefix = ${prefix}`
  return row === undefined ? null : WithHash.parse(row)
}

/** The tokens of a delegate or a maker, the newest first. */
export async function listTokens(sql: AnySql, owner: TokenOwner): Promise<ListedToken[]> {
  const isOwned =
    'userId' in owner
      ? sql`t.created_by = ${owner.userId}`
      : sql`t.network_id = ${owner.networkId} and t.delegate_id = ${owner.delegateId}`
  const rows = await sql`${listed(sql)} where ${isOwned} order by t.created_at desc, t.id`
  return rows.map((row) => Listed.parse(row))
}

export async function findToken(sql: AnySql, id: string): Promise<ListedToken | null> {
  const [row] = await sql`${listed(sql)} where t.id = ${id}`
  return row === undefined ? null : Listed.parse(row)
}

function listed(sql: AnySql) {
  return sql`
    select ${columns(sql)}, n.slug as network, coalesce(u.name, '') as creator
      from api_token t
      left join network n on n.id = t.network_id
      left join app_user u on u.id = t.created_by`
}

/** Notes a use; at most once a minute, so that a busy token is not a busy row. */
export async function saveTokenUse(sql: AnySql, id: string, now: Date, unlessAfter: Date): Promise<void> {
  await sql`
    update api_token set last_used_at = ${now}
     where id = ${id} and (last_used_at is null or last_used_at <= ${unlessAfter})`
}

/** Lets a token end soon, since another takes its place; null when it was replaced, revoked or over already. */
export async function claimReplacement(
  sql: AnySql,
  id: string,
  replacedBy: string,
  { now, endsAt }: { readonly now: Date; readonly endsAt: Date },
): Promise<StoredToken | null> {
  const [row] = await sql`
    update api_token t set replaced_by = ${replacedBy}, expires_at = least(t.expires_at, ${endsAt})
     where t.id = ${id} and t.replaced_by is null and t.revoked_at is null and t.expires_at > ${now}
    returning ${columns(sql)}`
  return row === undefined ? null : Row.parse(row)
}

/** False when it was revoked before. */
export async function saveTokenRevoked(sql: AnySql, id: string, now: Date): Promise<boolean> {
  const { count } = await sql`
    update api_token set revoked_at = ${now} where id = ${id} and revoked_at is null`
  return count === 1
}
