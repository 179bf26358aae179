import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LaunchError } from './launch-error.ts'
import { takeLock } from './lock.ts'

/** What the pages are made of. Tests, generated recordings and workers do not change them. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'proxy.ts',
  'next.config.ts',
  'tsconfig.json',
  'package-lock.json',
]
const OUTPUT = '.next'
const LOCK_DIR = 'node_modules/.cache/rollcall-build'
const STAMP = join(OUTPUT, 'rollcall-sources')

/** Whether the pages were built from exactly these sources, packages and this Node. */
export function isBuilt(): boolean {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourcesHash()
}

/**
 * Builds the pages, or waits while another start on this checkout does.
 * @throws {LaunchError} `build_failed`; what Next said about it has been printed by then.
 */
export async function build(signal: AbortSignal): Promise<void> {
  const release = await buildersTurn(signal)
  try {
    if (!isBuilt()) await buildNow(signal)
  } finally {
    release()
  }
}

async function buildersTurn(signal: AbortSignal): Promise<() => void> {
  for (;;) {
    try {
      return takeLock(LOCK_DIR)
    } catch (error) {
      if (!(error instanceof LaunchError)) throw error
      await sleep(500, undefined, { signal })
    }
  }
}

async function buildNow(signal: AbortSignal): Promise<void> {
  const hash = sourcesHash()
  // A build that was cut off must not pass for the one before it.
  rmSync(STAMP, { force: true })
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'build'], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk))
  const end = () => {
    if (child.pid !== undefined) killGroup(child.pid)
  }
  signal.addEventListener('abort', end)
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('close', resolve)
  })
  signal.removeEventListener('abort', end)
  signal.throwIfAborted()
  if (code !== 0) {
    process.stderr.write(Buffer.concat(said))
    throw new LaunchError('build_failed', `The pages could not be built (next build ended with ${code})`)
  }
  mkdirSync(OUTPUT, { recursive: true })
  writeFileSync(STAMP, hash)
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended by itself.
  }
}

function sourcesHash(): string {
  const hash = createHash('sha256').update(process.version)
  for (const path of SOURCES.flatMap(filesUnder)) hash.update(`\0${path}\0`).update(readFileSync(path))
  return hash.digest('hex')
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return []
  if (/\.\w+$/.test(path)) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
