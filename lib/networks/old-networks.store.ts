import { z } from 'zod'
import type { AnySql, Sql } from '#lib/db/client.ts'
import { NetworkKind } from './schema.ts'

/** A network as the command line lists it, also one that is not configured any more. */
export type StoredNetwork = {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly kind: NetworkKind
  readonly active: boolean
  readonly createdAt: Date
  readonly tip: number | null
}

/** All networks there are rows of, the configured ones first. */
export async function listStoredNetworks(sql: Sql): Promise<StoredNetwork[]> {
  const rows = await sql`
    select n.id, n.slug, n.name, n.kind, n.active, n.created_at,
           (select max(b.height) from block b where b.network_id = n.id) as tip
      from network n
     order by n.active desc, n.slug collate "C"`
  return rows.map(({ id, slug, name, kind, active, created_at, tip }) => {
    return {
      id,
      slug,
      name,
      kind: NetworkKind.parse(kind),
      active,
      createdAt: created_at,
      tip: z.coerce.number().nullable().parse(tip),
    }
  })
}

/** Every table with rows of networks, but for the audit log, which is kept. */
const TABLES = [
  'block',
  'missed_slot',
  'epoch_delegate',
  'epoch',
  'poll_result',
  'delegate',
  'delegate_history',
  'endpoint',
  'endpoint_sight',
  'node_sight',
  'network_pause',
  'span',
  'sweep_state',
  'follow_state',
  'membership',
  'delegate_profile',
  'api_token',
  'node',
] as const

/** Deletes up to `limit` rows of a network; how many it was. 0 = nothing but its own row is left. */
export async function deleteSomeRows(sql: Sql, networkId: number, limit: number): Promise<number> {
  for (const table of TABLES) {
    const { count } = await sql`
      delete from ${sql(table)}
       where ctid = any(array(select ctid from ${sql(table)} where network_id = ${networkId} limit ${limit}))`
    if (count > 0) return count
  }
  return 0
}

/** Deletes the keys of a network's nodes: these rows name no network themselves; how many it was. */
export async function deleteNodeKeys(sql: Sql, networkId: number): Promise<number> {
  const { count } = await sql`
    delete from node_key where node_id in (select id from node where network_id = ${networkId})`
  return count
}

/** False when the network was configured again meanwhile. */
export async function deleteNetworkRow(sql: AnySql, networkId: number): Promise<boolean> {
  const { count } = await sql`delete from network where id = ${networkId} and not active`
  return count === 1
}
