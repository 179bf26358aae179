import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DbError } from './client.ts'
import type { PostgresFiles } from './postgres-files.ts'

const READY = 'ready to accept connections'
/** Backends of a killed server finish their statement before they notice; no start is possible until then. */
const START_TRIES = 120
const PAUSE_MS = 500

export type Postmaster = {
  readonly pid: number
  readonly exited: Promise<void>
  readonly stop: () => Promise<void>
}

/**
 * Starts the server and waits until it answers.
 * @throws {DbError} `postgres_failed` with the end of what it said.
 */
export async function startPostmaster(
  files: PostgresFiles,
  data: string,
  port: number,
  settings: readonly string[],
): Promise<Postmaster> {
  for (let tries = 1; ; tries += 1) {
    await stopLeftOver(data)
    const said = await tryToStart(files, data, port, settings)
    if (typeof said !== 'string') return said
    if (!said.includes('still in use') || tries === START_TRIES)
      throw new DbError('postgres_failed', said.slice(-2000))
    await sleep(PAUSE_MS)
  }
}

async function tryToStart(
  files: PostgresFiles,
  data: string,
  port: number,
  settings: readonly string[],
): Promise<Postmaster | string> {
  const fixed = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    'logging_collector=off',
  ]
  const options = [...fixed, ...settings].flatMap((setting) => ['-c', setting])
  // Detached: Ctrl-C goes to the whole group and must not reach the database before those who use it have ended.
  const child = spawn(files.bin('postgres'), ['-D', data, '-p', String(port), ...options], {
    ...files.runAs,
    env: serverEnv(),
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const said = await firstWords(child)
  if (said !== null || child.pid === undefined) return said ?? 'no process'
  const guard = guardOf(child.pid)
  return { pid: child.pid, exited, stop: () => stopServer(child, guard, exited) }
}

/** Null once it is ready; what it said when it ended instead. */
function firstWords(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let said = ''
    const hear = (chunk: Buffer): void => {
      if (said.length < 20_000) said += chunk.toString()
      if (said.includes(READY)) resolve(null)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('error', (error) => resolve(error.message))
    child.once('close', () => resolve(said))
  })
}

/** The environment a server and initdb run in: no PG… variable of the caller, one language, UTC. */
export function serverEnv(): { NODE_ENV: 'production' } & Record<string, string> {
  return { NODE_ENV: 'production', PATH: '/usr/bin:/bin', LC_ALL: 'C', LANG: 'C', PGTZ: 'UTC', TZ: 'UTC' }
}

/** A shell that ends the server when we are gone, even by SIGKILL: its standard input closes with us. */
function guardOf(pid: number): ChildProcess {
  const script = 'while read -r _; do :; done; kill -INT "$1" 2>/dev/null'
  const guard = spawn('/bin/sh', ['-c', script, 'rollcall-guard', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    detached: true,
  })
  guard.unref()
  return guard
}

async function stopServer(child: ChildProcess, guard: ChildProcess, exited: Promise<void>): Promise<void> {
  guard.kill('SIGKILL')
  child.kill('SIGINT')
  const late = setTimeout(() => child.kill('SIGQUIT'), 10_000)
  await exited
  clearTimeout(late)
}

/** Ends a server that a killed launcher left on this data, and takes away the pid file of one that is no more. */
async function stopLeftOver(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid')
  const pid = Number(readIfThere(file)?.split('\n')[0])
  if (!Number.isSafeInteger(pid) || pid <= 0) return
  for (let tries = 0; isServerOf(pid, data); tries += 1) {
    if (tries === START_TRIES)
      throw new DbError('postgres_failed', `an old server, process ${pid}, does not end`)
    if (tries === 0) process.kill(pid, 'SIGINT')
    await sleep(PAUSE_MS / 5)
  }
  // The number may belong to somebody else by now, and Postgres would refuse to start for it.
  rmSync(file, { force: true })
}

function isServerOf(pid: number, data: string): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  if (process.platform !== 'linux') return true
  const words = readIfThere(`/proc/${pid}/cmdline`)?.split('\0') ?? []
  return words.includes(data)
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
