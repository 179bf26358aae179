import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#lib/db/embedded.ts'

/** The whole product as `npm start` runs it, on folders and ports of its own. */
export type Product = {
  readonly address: string
  /** Of its devnet. */
  readonly control: string
  /** The process of a part as it is now; null while it is away. */
  readonly pidOf: (part: Part) => number | null
  readonly stop: () => Promise<void>
}

export const PARTS = ['devnet', 'web', 'workers', 'postgres'] as const
export type Part = (typeof PARTS)[number]

const FILES: Readonly<Record<string, string>> = {
  devnet: 'workers/devnet/main.ts',
  web: 'workers/web.ts',
  workers: 'workers/main.ts',
}
const START_MS = 300_000

/** Starts it and waits until its address can be opened. */
export async function startProduct(own: Readonly<Record<string, string>>): Promise<Product> {
  const dir = mkdtempSync(join(tmpdir(), 'rollcall-bench-'))
  chmodSync(dir, 0o711) // root's Postgres runs as another user and has to pass through
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'production',
    PORT: String(await freePort()),
    DATA_DIR: dir,
    LOG_LEVEL: 'error',
    ...own,
  }
  const child = fork('workers/start.mjs', [], { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const said = await sayingUntil(child, /Rollcall is at (\S+)/)
  const found = (pattern: RegExp) => pattern.exec(said)?.[1] ?? ''
  const postgres = found(/its data in (\S+)/)
  return {
    address: found(/Rollcall is at (\S+)/),
    control: found(/control port is (\S+)/),
    pidOf: (part) =>
      part === 'postgres' ? postmaster(postgres) : childWith(child.pid ?? 0, FILES[part] ?? ''),
    stop: async () => {
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function sayingUntil(child: ChildProcess, pattern: RegExp): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not started:\n${said}`)), START_MS)
    child.once('exit', (code) => reject(new Error(`ended with code ${code}:\n${said}`)))
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString()
      if (!pattern.test(said)) return
      clearTimeout(late)
      resolve(said)
    })
  })
}

function postmaster(dir: string): number | null {
  try {
    return Number(readFileSync(join(dir, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return null
  }
}

/** The descendant of a process that runs a file. */
function childWith(ancestor: number, file: string): number | null {
  const parents = new Map<number, number>()
  const candidates: number[] = []
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
      if (readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').includes(file))
        candidates.push(Number(name))
    } catch {
      // it ended meanwhile
    }
  }
  const isBelow = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at))
      if (at === ancestor) return true
    return false
  }
  return candidates.find(isBelow) ?? null
}

/** Seconds of processor time that a process has used. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}
