import postgres from 'postgres'
import { env } from '#lib/env.ts'
import { DomainError } from '#lib/errors.ts'

/** A pool of connections: what begins transactions and listens. */
export type Sql = postgres.Sql
/** A pool or a transaction: what a store takes when it may run inside either. */
export type AnySql = postgres.ISql

export class DbError extends DomainError<
  'no_database' | 'migration_failed' | 'postgres_missing' | 'postgres_failed'
> {}

export type ConnectOptions = {
  readonly max?: number
  readonly applicationName?: string
  /** A statement that runs longer is cancelled by the server; 0 = never. */
  readonly statementTimeoutMs?: number
}

/**
 * Connects on first use and again after every loss; a statement that was under way when the connection broke fails.
 * int8 and numeric arrive as strings.
 */
export function connect(url: string, options: ConnectOptions = {}): Sql {
  return postgres(url, {
    max: options.max ?? 10,
    connect_timeout: 5,
    idle_timeout: 60,
    // The default ends up at 20 s and more between tries: too long for a server that is back after one.
    backoff: (retries: number) => Math.min(0.1 * 2 ** retries, 2),
    onnotice: () => undefined,
    connection: {
      application_name: options.applicationName ?? 'rollcall',
      statement_timeout: options.statementTimeoutMs ?? 60_000,
    },
  })
}

// Next bundles each route apart: only globalThis makes it one pool a process.
const shared = globalThis as { rollcallSql?: Sql }

/**
 * The one pool of this process, for pages and route handlers.
 * @throws {DbError} `no_database` when DATABASE_URL is not set (`npm start` sets it for its children).
 */
export function database(): Sql {
  if (shared.rollcallSql !== undefined) return shared.rollcallSql // tests put theirs here
  const url = env().DATABASE_URL
  if (url === undefined) throw new DbError('no_database', 'DATABASE_URL is not set')
  shared.rollcallSql = connect(url, { applicationName: 'rollcall web', statementTimeoutMs: 15_000 })
  return shared.rollcallSql
}
