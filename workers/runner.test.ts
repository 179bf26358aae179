import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connect } from '#lib/db/client.ts'
import { type Job, runAll, type Service } from './runner.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  ending = new AbortController()
  said = []
})
afterEach(() => vi.useRealTimers())

let ending: AbortController
let said: Record<string, unknown>[]

/** Runs it for this long, then ends it. */
async function runFor(seconds: number, work: (Job | Service)[]): Promise<void> {
  const log = pino({ base: {} }, { write: (line: string) => void said.push(JSON.parse(line)) })
  // Never asked for anything, so never connected.
  const sql = connect('postgres://127.0.0.1:1/none')
  const running = runAll(work, { sql, log, signal: ending.signal })
  await vi.advanceTimersByTimeAsync(seconds * 1000)
  ending.abort()
  await vi.runAllTimersAsync()
  await running
}

function after(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000))
}

test('a job runs at once and then every so many seconds, its counts logged', async () => {
  const startedAt: number[] = []
  const run = () => Promise.resolve({ closed: startedAt.push(Date.now() / 1000) })
  await runFor(25, [{ name: 'close-epochs', everySeconds: 10, run }])
  expect(startedAt).toEqual([0, 10, 20])
  expect(said[0]).toMatchObject({ job: 'close-epochs', closed: 1, msg: 'done' })
})

test('an overrun skips ticks and keeps the beat', async () => {
  const startedAt: number[] = []
  const run = async () => {
    startedAt.push(Date.now() / 1000)
    if (startedAt.length === 1) await after(25)
    return {}
  }
  await runFor(45, [{ name: 'slow', everySeconds: 10, run }])
  expect(startedAt).toEqual([0, 30, 40])
})

test('a job that fails is logged, runs again, and does not hold up another', async () => {
  const run = vi.fn(() => Promise.reject(new Error('no')))
  const other = vi.fn(() => Promise.resolve({}))
  await runFor(15, [
    { name: 'failing', everySeconds: 10, run },
    { name: 'other', everySeconds: 5, run: other },
  ])
  expect(run).toHaveBeenCalledTimes(2)
  expect(other).toHaveBeenCalledTimes(4)
  expect(said.filter(({ job }) => job === 'failing')).toMatchObject([{ msg: 'failed' }, { msg: 'failed' }])
})

test('the item in hand is finished at the end', async () => {
  let finished = false
  const run = async () => {
    await after(3)
    finished = true
    return {}
  }
  await runFor(1, [{ name: 'long', everySeconds: 10, run }])
  expect(finished).toBe(true)
})

test('a service that fails is started again, later each time, and ends at the signal', async () => {
  const startedAt: number[] = []
  const run: Service['run'] = async ({ signal }) => {
    startedAt.push(Date.now())
    if (startedAt.length < 4) throw new Error('no')
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
  }
  await runFor(10, [{ name: 'follow', run }])
  expect(startedAt).toEqual([0, 500, 1500, 3500])
})
