import { wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import type { Log } from '#lib/log.ts'

const RESTART_MS_MAX = 30_000
const STEADY_MS = 60_000

export type Deps = {
  readonly sql: Sql
  readonly log: Log
  /** Aborted when the process is to end: finish the item in hand and return. */
  readonly signal: AbortSignal
}

/** Work that is done again and again; what it did is counted and logged. */
export type Job = {
  readonly name: string
  readonly everySeconds: number
  readonly run: (deps: Deps) => Promise<Readonly<Record<string, number>>>
}

/** Work that goes on until it is told to end. */
export type Service = {
  readonly name: string
  readonly run: (deps: Deps) => Promise<void>
}

/** Does all of it until the signal, each by itself: one that fails does not hold up the others. */
export async function runAll(work: readonly (Job | Service)[], deps: Deps): Promise<void> {
  await Promise.all(
    work.map((one) => {
      const own = { ...deps, log: deps.log.child({ job: one.name }) }
      return 'everySeconds' in one ? repeat(one, own) : keepUp(one, own)
    }),
  )
}

async function repeat(job: Job, deps: Deps): Promise<void> {
  const tickMs = job.everySeconds * 1000
  for (let dueAt = wallNow(); !deps.signal.aborted; ) {
    await pause(dueAt - wallNow(), deps.signal)
    if (deps.signal.aborted) return
    await runOnce(job, deps)
    // Ticks that passed meanwhile are skipped: queued up they would only make a slow job slower.
    dueAt += tickMs * Math.max(1, Math.ceil((wallNow() - dueAt) / tickMs))
  }
}

async function runOnce(job: Job, deps: Deps): Promise<void> {
  const startedAt = wallNow()
  try {
    const counts = await job.run(deps)
    deps.log.info({ ...counts, tookMs: wallNow() - startedAt }, 'done')
  } catch (error) {
    deps.log.error({ err: error }, 'failed')
  }
}

async function keepUp(service: Service, deps: Deps): Promise<void> {
  for (let failures = 0; !deps.signal.aborted; ) {
    const startedAt = wallNow()
    try {
      await service.run(deps)
      if (!deps.signal.aborted) deps.log.warn('ended by itself')
    } catch (error) {
      if (!deps.signal.aborted) deps.log.error({ err: error }, 'failed')
    }
    failures = wallNow() - startedAt > STEADY_MS ? 0 : failures + 1
    await pause(Math.min(RESTART_MS_MAX, 250 * 2 ** failures), deps.signal)
  }
}

/** Waits, or until the signal. */
function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, Math.max(0, waitMs))
    signal.addEventListener('abort', done)
  })
}
