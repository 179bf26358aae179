import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect, DbError } from './client.ts'
import { own, type PostgresFiles, preparePostgresFiles } from './postgres-files.ts'
import { type Postmaster, serverEnv, startPostmaster } from './postmaster.ts'

const DEFAULT_PORT = 54_329
const NAME = 'rollcall'

export type EmbeddedOptions = {
  readonly dir: string
  /** `name=value`, as in postgresql.conf. */
  readonly settings?: readonly string[]
  /** Told when the server died by itself and when it is back. */
  readonly onEvent?: (event: string) => void
}

export type EmbeddedPostgres = {
  readonly url: string
  /** Where the data really is: not `dir` when the database's user cannot reach that. */
  readonly dir: string
  readonly stop: () => Promise<void>
}

/**
 * Runs the Postgres that npm installed: on loopback, with a password, and again on the same port whenever it dies.
 * It ends with this process, however that ends. One caller a folder: take a lock first.
 * @throws {DbError} `postgres_missing`, `postgres_failed`.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const files = await preparePostgresFiles(options.dir)
  const data = join(files.dir, 'data')
  const password = initialised(files, data)
  const port = await freePort(DEFAULT_PORT)
  const urlOf = (database: string) => `postgres://${NAME}:${password}@127.0.0.1:${port}/${database}`
  const start = () => startPostmaster(files, data, port, options.settings ?? [])
  const server = await supervise(start, options.onEvent ?? (() => undefined))
  await createDatabase(urlOf('postgres'))
  return { url: urlOf(NAME), dir: files.dir, stop: server.stop }
}

/** A free port on loopback: the wanted one if it can be had. */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort())))
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : wanted))
    })
  })
}

/** Creates the cluster when there is none yet; returns its password. */
function initialised(files: PostgresFiles, data: string): string {
  const file = join(files.dir, 'password')
  // The pid file aside, initdb writes PG_VERSION early: only the password's final name says that it was finished.
  if (existsSync(file) && existsSync(join(data, 'PG_VERSION'))) return readFileSync(file, 'utf8').trim()
  const draft = `${file}.new`
  const password = randomBytes(18).toString('base64url')
  rmSync(data, { recursive: true, force: true })
  writeFileSync(draft, `${password}\n`, { mode: 0o600 })
  own(draft, files.runAs)
  const how = ['-A', 'scram-sha-256', `--pwfile=${draft}`, '-E', 'UTF8', '--locale=C', '--no-instructions']
  const ran = spawnSync(files.bin('initdb'), ['-D', data, '-U', NAME, ...how], {
    ...files.runAs,
    env: serverEnv(),
    cwd: '/',
    encoding: 'utf8',
  })
  if (ran.status !== 0) throw new DbError('postgres_failed', `initdb: ${ran.error?.message ?? ran.stderr}`)
  writeFileSync(file, `${password}\n`, { mode: 0o600 })
  rmSync(draft)
  return password
}

/** Starts again what ended by itself; waits longer each time it does not come up. */
async function supervise(
  start: () => Promise<Postmaster>,
  onEvent: (event: string) => void,
): Promise<{ stop: () => Promise<void> }> {
  let stopping = false
  let current = await start()
  const watch = async (): Promise<void> => {
    for (let failures = 0; !stopping; ) {
      await current.exited
      if (stopping) return
      onEvent('Postgres ended by itself; starting it again')
      try {
        current = await start()
        failures = 0
        onEvent('Postgres is back')
      } catch (error) {
        failures += 1
        onEvent(`Postgres does not start: ${error instanceof Error ? error.message : String(error)}`)
        await sleep(Math.min(30_000, 500 * 2 ** failures))
      }
    }
  }
  const watching = watch()
  return {
    stop: async () => {
      stopping = true
      await current.stop()
      // A restart may have been under way: it is stopped as soon as it is up.
      await watching
      await current.stop()
    },
  }
}

async function createDatabase(adminUrl: string): Promise<void> {
  const sql = connect(adminUrl, { max: 1 })
  try {
    const rows = await sql`select 1 from pg_database where datname = ${NAME}`
    if (rows.length === 0) await sql`create database ${sql(NAME)}`
  } finally {
    await sql.end({ timeout: 5 })
  }
}
