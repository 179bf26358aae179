import { z } from 'zod'
import type { AnySql } from '#lib/db/client.ts'

/** An agent's public key, Ed25519. */
export type NodeKey = { readonly nodeId: string; readonly publicKey: Uint8Array; readonly createdAt: Date }

const Row = z.object({ nodeId: z.string(), publicKey: z.instanceof(Uint8Array), createdAt: z.date() })

/** The keys that these machines' agents sign with now. */
export async function listKeys(sql: AnySql, nodeIds: readonly string[]): Promise<NodeKey[]> {
  const rows = await sql`
    select node_id as "nodeId", public_key as "publicKey", created_at as "createdAt"
      from node_key
     where node_id = any(${[...nodeIds]}::uuid[]) and revoked_at is null
     order by created_at, public_key`
  return rows.map((row) => Row.parse(row))
}

/** False when the machine had this key before: a key that was given up does not come back. */
export async function insertKey(
  sql: AnySql,
  nodeId: string,
  publicKey: Uint8Array,
  now: Date,
): Promise<boolean> {
  const { count } = await sql`
    insert into node_key (node_id, public_key, created_at)
    values (${nodeId}, ${Buffer.from(publicKey)}, ${now})
    on conflict do nothing`
  return count === 1
}

/** How many keys of a machine worked until now. */
export async function revokeKeys(sql: AnySql, nodeId: string, now: Date): Promise<number> {
  const { count } = await sql`
    update node_key set revoked_at = ${now} where node_id = ${nodeId} and revoked_at is null`
  return count
}
