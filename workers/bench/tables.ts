import type { Sql } from '#lib/db/client.ts'

/** Everything that following fills and that must come out the same however it was interrupted. */
const TABLES = [
  'network',
  'span',
  'block',
  'missed_slot',
  'epoch',
  'epoch_delegate',
  'poll_result',
  'delegate',
  'delegate_history',
] as const

type Table = (typeof TABLES)[number]

/** A table's content in short: its rows in the order of their text, when they were made left out. */
export type Digest = { readonly table: Table; readonly rows: number; readonly md5: string | null }

/** One digest a table. */
export async function digests(sql: Sql): Promise<Digest[]> {
  const all: Digest[] = []
  for (const table of TABLES) {
    const [row] = await sql`
      select count(*)::int as rows, md5(string_agg(md5(row), '' order by row collate "C")) as md5
        from (select (to_jsonb(t) - 'created_at')::text as row from ${sql(table)} t) as all_rows`
    all.push({ table, rows: row?.rows ?? 0, md5: row?.md5 ?? null })
  }
  return all
}

/** Rows that only one of two databases has, the first few of each table; none when all tables are equal. */
export async function differences(expected: Sql, got: Sql, most = 5): Promise<string[]> {
  const [before, after] = [await digests(expected), await digests(got)]
  const found: string[] = []
  for (const [index, { table, md5 }] of before.entries()) {
    if (md5 === after[index]?.md5) continue
    const [wanted, had] = [await rowsOf(expected, table), await rowsOf(got, table)]
    found.push(...only(wanted, had, most).map((row) => `${table} lacks ${row}`))
    found.push(...only(had, wanted, most).map((row) => `${table} also has ${row}`))
  }
  return found
}

async function rowsOf(sql: Sql, table: Table): Promise<string[]> {
  const rows = await sql<{ row: string }[]>`
    select (to_jsonb(t) - 'created_at')::text as row from ${sql(table)} t order by row collate "C"`
  return rows.map(({ row }) => row)
}

function only(rows: readonly string[], others: readonly string[], most: number): string[] {
  const known = new Set(others)
  return rows.filter((row) => !known.has(row)).slice(0, most)
}
