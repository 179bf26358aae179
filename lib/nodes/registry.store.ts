import { z } from 'zod'
import type { AnySql } from '#lib/db/client.ts'
import { NODE_KINDS, NodeAddresses, type NodeBody, NodeFindings, type RegisteredNode } from './registry.ts'

export type DelegateKey = { readonly networkId: number; readonly delegateId: string }

const Row = z.object({
  id: z.string(),
  networkId: z.int(),
  delegateId: z.string(),
  name: z.string(),
  kind: z.enum(NODE_KINDS),
  operators: z.array(z.string()),
  addresses: NodeAddresses,
  found: NodeFindings.nullable(),
  testedAt: z.date().nullable(),
  createdAt: z.date(),
})

function columns(sql: AnySql) {
  return sql`
    id, network_id as "networkId", delegate_id as "delegateId", name, kind, operators, addresses, found,
    tested_at as "testedAt", created_at as "createdAt"`
}

/** Whoever changes this delegate's machines waits until the caller's transaction ends. */
export async function lockNodes(sql: AnySql, { networkId, delegateId }: DelegateKey): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('nodes ' || ${networkId}::int || ' ' || ${delegateId}, 0))`
}

/** A delegate's machines by name, without those removed. */
export async function listNodes(
  sql: AnySql,
  { networkId, delegateId }: DelegateKey,
): Promise<RegisteredNode[]> {
  const rows = await sql`
    select ${columns(sql)}
      from node
     where network_id = ${networkId} and delegate_id = ${delegateId} and removed_at is null
     order by name collate "C", id`
  return rows.map((row) => Row.parse(row))
}

/** A delegate's machine; null when it has none of this id. */
export async function findNode(
  sql: AnySql,
  { networkId, delegateId }: DelegateKey,
  id: string,
): Promise<RegisteredNode | null> {
  const [row] = await sql`
    select ${columns(sql)}
      from node
     where id = ${id} and network_id = ${networkId} and delegate_id = ${delegateId} and removed_at is null`
  return row === undefined ? null : Row.parse(row)
}

/** As `findNode`; whoever removes it or takes a key for it waits until the caller's transaction ends. */
export async function findNodeLocked(
  sql: AnySql,
  { networkId, delegateId }: DelegateKey,
  id: string,
): Promise<RegisteredNode | null> {
  const [row] = await sql`
    select ${columns(sql)}
      from node
     where id = ${id} and network_id = ${networkId} and delegate_id = ${delegateId} and removed_at is null
       for update`
  return row === undefined ? null : Row.parse(row)
}

export async function insertNode(
  sql: AnySql,
  { networkId, delegateId }: DelegateKey,
  { name, kind, operators, addresses }: NodeBody,
  now: Date,
): Promise<RegisteredNode> {
  const [row] = await sql`
    insert into node (network_id, delegate_id, name, kind, operators, addresses, created_at)
    values (${networkId}, ${delegateId}, ${name}, ${kind}, ${operators}, ${sql.json(addresses)}, ${now})
    returning ${columns(sql)}`
  return Row.parse(row)
}

/** Describes a machine anew. What was found at other addresses is forgotten. */
export async function saveNode(
  sql: AnySql,
  id: string,
  { name, kind, operators, addresses }: NodeBody,
): Promise<RegisteredNode> {
  const json = sql.json(addresses)
  const [row] = await sql`
    update node
       set name = ${name}, kind = ${kind}, operators = ${operators}, addresses = ${json},
           found = case when addresses = ${json} then found end,
           tested_at = case when addresses = ${json} then tested_at end
     where id = ${id}
    returning ${columns(sql)}`
  return Row.parse(row)
}

/** Keeps what was found at a machine's addresses, unless they are others by now. */
export async function saveFindings(
  sql: AnySql,
  { id, addresses }: Pick<RegisteredNode, 'id' | 'addresses'>,
  found: NodeFindings,
  now: Date,
): Promise<void> {
  await sql`
    update node set found = ${sql.json(found)}, tested_at = ${now}
     where id = ${id} and addresses = ${sql.json(addresses)} and removed_at is null`
}

export async function saveNodeRemoved(sql: AnySql, id: string, now: Date): Promise<void> {
  await sql`update node set removed_at = ${now} where id = ${id} and removed_at is null`
}
