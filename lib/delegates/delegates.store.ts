import { z } from 'zod'
import type { Sql } from '#lib/db/client.ts'
import type { Delegate } from './delegate.ts'

const History = z.array(
  z.object({
    fromHeight: z.int(),
    owner: z.string(),
    operator: z.string(),
    reward: z.string(),
    name: z.string(),
  }),
)

type Row = { id: string; owner: string; operator: string; reward: string; name: string; history: unknown }

/** All registered delegates of a network by name and id: some hundred, and independent of how long was followed. */
export async function listDelegates(sql: Sql, network: number): Promise<Delegate[]> {
  const rows = await sql<Row[]>`
    select d.id, d.owner, d.operator, d.reward, d.name, h.history
      from delegate d
     cross join lateral (
       select coalesce(jsonb_agg(jsonb_build_object('fromHeight', from_height, 'owner', owner, 'operator', operator,
                                                    'reward', reward, 'name', name) order by from_height), '[]') as history
         from delegate_history
        where network_id = d.network_id and id = d.id
     ) h
     where d.network_id = ${network}
     order by d.name collate "C", d.id collate "C"`
  return rows.map(({ history, ...row }) => ({ ...row, history: History.parse(history) }))
}

/** Operators with their delegate's id and name, for those that are registered now. */
export async function listNamesByOperator(
  sql: Sql,
  network: number,
  operators: readonly string[],
): Promise<{ operator: string; id: string; name: string }[]> {
  return await sql<{ operator: string; id: string; name: string }[]>`
    select operator, id, name
      from delegate
     where network_id = ${network} and operator = any(${sql.array([...operators])}::text[])`
}
