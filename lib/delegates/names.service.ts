import type { Sql } from '#lib/db/client.ts'
import type { Network } from '#lib/networks/network.ts'
import { listNamesByOperator } from './delegates.store.ts'

/** Id and name of the operators that are registered now; asks nothing for none. */
export async function namesByOperator(
  sql: Sql,
  network: Network,
  operators: readonly string[],
): Promise<Map<string, { id: string; name: string }>> {
  if (operators.length === 0) return new Map()
  const rows = await listNamesByOperator(sql, network.key, operators)
  return new Map(rows.map(({ operator, id, name }) => [operator, { id, name }]))
}
