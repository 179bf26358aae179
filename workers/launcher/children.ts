import { type ChildProcess, spawn } from 'node:child_process'
import { wallNow } from '#lib/clock.ts'

/** Once it ran this long, a death is taken for the first one. */
const STEADY_MS = 60_000
/** Nobody should wait longer for a process that was killed; one that cannot start costs little at this pace. */
const RESTART_MS_MAX = 5000
/** The longest a child may take to finish what it has in hand. */
const STOP_MS = 10_000

/** Blocks are short-lived garbage: without bounds a worker that follows at full speed would grow past 300 MB. */
export const WORKER_NODE_ARGS = ['--max-semi-space-size=32', '--max-old-space-size=160']

export type ChildSpec = {
  readonly name: string
  readonly file: string
  readonly args?: readonly string[]
  readonly nodeArgs?: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** A death before it was ready is final: trying again would end the same way. */
  readonly mustStart?: true
}

export type Child = {
  /** The first message it sends; null when it ended before it sent one. */
  readonly ready: Promise<unknown>
  readonly stop: () => Promise<void>
}

/**
 * Runs a Node program and runs it again whenever it dies: after half a second, then twice as long each time. It notices
 * by its closed channel when we are killed.
 */
export function keepRunning(spec: ChildSpec, say: (line: string) => void): Child {
  let stopping = false
  let wasReady = false
  let deaths = 0
  let child: ChildProcess
  let timer: NodeJS.Timeout | undefined
  const ready = new Promise<unknown>((resolve) => {
    const run = (): void => {
      const startedAt = wallNow()
      child = start(spec)
      child.once('message', (message) => {
        wasReady = true
        resolve(message)
      })
      child.once('exit', (code, signal) => {
        resolve(null)
        if (stopping || (spec.mustStart && !wasReady)) return
        deaths = wallNow() - startedAt > STEADY_MS ? 1 : deaths + 1
        const waitMs = Math.min(RESTART_MS_MAX, 250 * 2 ** deaths)
        say(`${spec.name} ended (${signal ?? `code ${code}`}); again in ${waitMs / 1000} s`)
        timer = setTimeout(run, waitMs)
      })
    }
    run()
  })
  const stop = async (): Promise<void> => {
    stopping = true
    clearTimeout(timer)
    await end(child)
  }
  return { ready, stop }
}

function start({ file, args = [], nodeArgs = [], env }: ChildSpec): ChildProcess {
  return spawn(process.execPath, ['--enable-source-maps', ...nodeArgs, file, ...args], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // Ctrl-C goes to the whole group: only we hear it, and end them in our order.
    detached: true,
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  await ended
  clearTimeout(late)
}
