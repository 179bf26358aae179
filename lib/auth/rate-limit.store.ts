import type { AnySql } from '#lib/db/client.ts'

/** Counts one more of each of these in their present window; the highest count each reached, by key. */
export async function countUp(
  sql: AnySql,
  keys: readonly string[],
  windowStart: Date,
): Promise<ReadonlyMap<string, number>> {
  // In one order, so that two who count the same keys never wait for each other.
  const rows = await sql<{ key: string; count: number }[]>`
    insert into rate_limit (key, window_start, count)
    select key, ${windowStart}, 1 from unnest(${[...keys].sort()}::text[]) as key
    on conflict (key, window_start) do update set count = rate_limit.count + 1
    returning key, count`
  return new Map(rows.map(({ key, count }) => [key, count]))
}

export async function deleteOldWindows(sql: AnySql): Promise<void> {
  await sql`delete from rate_limit where window_start < now() - interval '1 day'`
}
