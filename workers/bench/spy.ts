import type { Sql } from '#lib/db/client.ts'

type Statement = { readonly strings: readonly string[]; readonly values: readonly unknown[] }

/** A pool that also remembers every statement it ran, so that each can be explained with the very values it had. */
export function spyOn(sql: Sql): { readonly sql: Sql; readonly statements: Statement[] } {
  const statements: Statement[] = []
  const spy = new Proxy(sql, {
    apply(target, self, args: unknown[]) {
      const [strings, ...values] = args
      if (Array.isArray(strings) && 'raw' in strings) statements.push({ strings, values })
      return Reflect.apply(target, self, args)
    },
  })
  return { sql: spy, statements }
}

/** The plan of a statement as it really ran, one text. */
export async function explain(sql: Sql, { strings, values }: Statement): Promise<string> {
  const [first = '', ...rest] = strings
  const texts = [`explain (analyze, buffers) ${first}`, ...rest]
  const rows: Record<string, string>[] = await Reflect.apply(sql, null, [
    Object.assign(texts, { raw: texts }),
    ...values,
  ])
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}
