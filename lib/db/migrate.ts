import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect, DbError, type Sql } from './client.ts'

/** The number `prisma migrate` locks: whoever migrates, one at a time. */
const MIGRATION_LOCK = 72_707_369
/** First line of a migration whose statements refuse a transaction (`create index concurrently`). */
const NO_TRANSACTION = '-- no transaction'

type Migration = { readonly name: string; readonly text: string; readonly checksum: string }

/**
 * Applies the migrations a database lacks, in the order of their names, and returns the names of those it applied.
 * Table, checksums and lock are those of `prisma migrate deploy`, so both can be used on one database, and any
 * number of processes may start at once.
 * @throws {DbError} `migration_failed` when one fails, failed before, or was edited after it was applied.
 */
export async function migrate(url: string, folder = 'prisma/migrations'): Promise<string[]> {
  const sql = connect(url, { max: 1, applicationName: 'rollcall migrate', statementTimeoutMs: 0 })
  try {
    await takeLock(sql)
    await createTable(sql)
    const pending = await pendingOf(sql, migrationsIn(folder))
    for (const migration of pending) await apply(sql, migration)
    return pending.map((migration) => migration.name)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** Asks again and again: a statement that waits for the lock holds a snapshot, which `concurrently` would wait for. */
async function takeLock(sql: Sql): Promise<void> {
  for (;;) {
    const [row] = await sql<{ taken: boolean }[]>`select pg_try_advisory_lock(${MIGRATION_LOCK}) as taken`
    if (row?.taken) return
    await sleep(100)
  }
}

function migrationsIn(folder: string): Migration[] {
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, 'migration.sql')))
    .map((name) => {
      const text = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    })
}

async function createTable(sql: Sql): Promise<void> {
  await sql`
    create table if not exists _prisma_migrations (
      id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
      migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
      started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`
}

async function pendingOf(sql: Sql, migrations: Migration[]): Promise<Migration[]> {
  const rows = await sql<{ migration_name: string; checksum: string; finished_at: Date | null }[]>`
    select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null`
  const failed = rows.find((row) => row.finished_at === null)
  if (failed)
    throw new DbError('migration_failed', `${failed.migration_name} failed before: repair it by hand`)
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]))
  const edited = migrations.find(({ name, checksum }) => (applied.get(name) ?? checksum) !== checksum)
  if (edited) throw new DbError('migration_failed', `${edited.name} was edited after it was applied`)
  return migrations.filter(({ name }) => !applied.has(name))
}

async function apply(sql: Sql, migration: Migration): Promise<void> {
  const { name, text, checksum } = migration
  const id = randomUUID()
  try {
    if (text.startsWith(NO_TRANSACTION)) {
      await sql`insert into _prisma_migrations (id, checksum, migration_name) values (${id}, ${checksum}, ${name})`
      // Several statements sent as one are one transaction; so each is sent alone. Such a file holds no function body.
      for (const statement of text.split(/;\s*$/m)) if (statement.trim() !== '') await sql.unsafe(statement)
      await sql`update _prisma_migrations set finished_at = clock_timestamp(), applied_steps_count = 1 where id = ${id}`
      return
    }
    await sql.begin(async (tx) => {
      await tx.unsafe(text)
      await tx`
        insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
        values (${id}, ${checksum}, ${name}, clock_timestamp(), 1)`
    })
  } catch (cause) {
    throw new DbError('migration_failed', `${name} failed`, { cause })
  }
}
