import { type ChildProcess, spawn } from 'node:child_process'
import { freePort } from '#lib/db/embedded.ts'

export type Running = {
  readonly launcher: ChildProcess
  readonly pid: number
  readonly address: string
  /** What it wrote to its console so far. */
  readonly console: () => string
}

/** Starts a Rollcall of a test's own on a free port; resolves once it can be opened. */
export async function startRollcall(own: Readonly<Record<string, string>>): Promise<Running> {
  const port = await freePort()
  const launcher = spawn('node', ['workers/start.mjs'], {
    env: { ...process.env, PORT: String(port), ...own },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    launcher.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
      if (said.includes('Rollcall is at')) resolve()
    })
    launcher.once('exit', (code) => reject(new Error(`ended with ${code}`)))
  })
  return { launcher, pid: launcher.pid ?? 0, address: `http://127.0.0.1:${port}`, console: () => said }
}

/** Ends it in order, if it still runs. */
export async function stopRollcall({ launcher }: Running): Promise<void> {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return
  const ended = new Promise((resolve) => launcher.once('exit', resolve))
  launcher.kill('SIGTERM')
  await ended
}
