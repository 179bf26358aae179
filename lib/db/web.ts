import { env } from '#lib/env.ts'
import { connect, type Sql } from './client.ts'

/** On globalThis, since Next.js bundles this module once for pages and once for route handlers. */
const holder: { rollcallWebSql?: Sql } = globalThis

/** The web process's pool, made at its first use. */
export function webSql(): Sql {
  holder.rollcallWebSql ??= connect(env().databaseUrl)
  return holder.rollcallWebSql
}

/** Answers requests from another database; for tests, whose databases are made as they run. */
export function useWebSql(sql: Sql): void {
  holder.rollcallWebSql = sql
}
