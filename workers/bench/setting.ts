import { type ChildProcess, fork, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { connect, type Sql } from '#lib/db/client.ts'
import { startEmbedded } from '#lib/db/embedded.ts'
import { migrate } from '#lib/db/migrate.ts'
import { env, type ReplayEndpoints } from '#lib/env.ts'
import { WORKER_NODE_ARGS } from '../launcher/children.ts'

// What the benchmarks run on: a generated recording, a database of their own, devnet and workers as processes.

const Ready = z.object({
  control: z.string(),
  endpoints: z.array(z.object({ grpc: z.string(), jsonrpc: z.string(), probe: z.string() })),
})

export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** 50,000 valid blocks of 24 seats with faults, made at the first run and kept. */
export async function benchRecording(): Promise<string> {
  const folder = join(env().DATA_DIR, 'bench-recording')
  if (existsSync(join(folder, 'checked.json'))) return folder
  say('generating 50,000 blocks …')
  const [code] = await once(
    fork('workers/devnet/generate.ts', ['--out', folder, '--blocks', '50000', '--faults', 'usual']),
    'exit',
  )
  if (code !== 0) throw new Error(`the recording was not generated: exit code ${code}`)
  return folder
}

export type BenchDatabase = {
  readonly sql: Sql
  readonly url: string
  /** SIGKILL for its postmaster; it is started again by itself. */
  readonly kill: () => void
  readonly stop: () => Promise<void>
}

/** An own Postgres with an empty, migrated database; gone when stopped. */
export async function benchDatabase(): Promise<BenchDatabase> {
  const dir = mkdtempSync(join(tmpdir(), 'rollcall-bench-'))
  const server = await startEmbedded({ dir })
  await migrate(server.url)
  const sql = connect(server.url, { statementTimeoutMs: 0, max: 4 })
  const kill = (): void => {
    const [pid] = readFileSync(join(server.dir, 'data', 'postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(pid), 'SIGKILL')
  }
  const stop = async (): Promise<void> => {
    await sql.end({ timeout: 5 })
    await server.stop()
    for (const folder of [server.dir, dir]) rmSync(folder, { recursive: true, force: true })
  }
  return { sql, url: server.url, kill, stop }
}

export type Replay = { readonly endpoints: ReplayEndpoints; readonly stop: () => Promise<void> }

/** Devnet as a process of its own, everything revealed. */
export async function startReplay(folder: string): Promise<Replay> {
  const child = fork('workers/devnet/main.ts', ['--folder', folder], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [message] = await once(child, 'message')
  const { control, endpoints: nodes } = Ready.parse(message)
  return { endpoints: { folder, control, nodes }, stop: () => ended(child, 'SIGTERM') }
}

/** The workers as `npm start` runs them. */
export function startWorkers(url: string, endpoints: ReplayEndpoints): ChildProcess {
  const variables: NodeJS.ProcessEnv = {
    NODE_ENV: 'production',
    DATABASE_URL: url,
    ROLLCALL_REPLAY_ENDPOINTS: JSON.stringify(endpoints),
    LOG_LEVEL: 'error',
  }
  const stdio: StdioOptions = ['ignore', 'ignore', 'inherit', 'ipc']
  return fork('workers/main.ts', [], { env: variables, execArgv: WORKER_NODE_ARGS, stdio })
}

export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}
