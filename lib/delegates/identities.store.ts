import type { AnySql } from '#lib/db/client.ts'
import type { Identity } from './identities.ts'

export async function listIdentities(sql: AnySql, networkId: number): Promise<Identity[]> {
  return sql<Identity[]>`
    select id, owner, operator, reward, name from delegate where network_id = ${networkId}`
}

export async function saveIdentities(
  sql: AnySql,
  networkId: number,
  identities: readonly Identity[],
): Promise<void> {
  await sql`
    insert into delegate (network_id, id, owner, operator, reward, name)
    select ${networkId}, r.id, r.owner, r.operator, r.reward, r.name
      from jsonb_to_recordset(${sql.json([...identities])})
           as r (id text, owner text, operator text, reward text, name text)
    on conflict (network_id, id) do update
       set owner = excluded.owner, operator = excluded.operator, reward = excluded.reward, name = excluded.name`
}

export async function insertHistory(
  sql: AnySql,
  networkId: number,
  fromHeight: number,
  identities: readonly Identity[],
): Promise<void> {
  await sql`
    insert into delegate_history (network_id, id, from_height, owner, operator, reward, name)
    select ${networkId}, r.id, ${fromHeight}, r.owner, r.operator, r.reward, r.name
      from jsonb_to_recordset(${sql.json([...identities])})
           as r (id text, owner text, operator text, reward text, name text)
    on conflict (network_id, id, from_height) do nothing`
}

/** Names the operators of list entries that were stored before they were known. */
export async function nameUnknown(
  sql: AnySql,
  networkId: number,
  identities: readonly Identity[],
): Promise<void> {
  await sql`
    update epoch_delegate d set delegate_id = coalesce(d.delegate_id, r.id), name = r.name
      from jsonb_to_recordset(${sql.json([...identities])}) as r (id text, operator text, name text)
     where d.network_id = ${networkId} and d.operator = r.operator
       and (d.delegate_id is null or d.name is null)`
}
