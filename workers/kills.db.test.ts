import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Sql } from '#lib/db/client.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { ended, startWorkers } from './bench/setting.ts'
import { differences } from './bench/tables.ts'
import type { RunningDevnet } from './devnet/devnet.ts'
import { era } from './devnet/generate/options.ts'
import { randomFrom } from './devnet/generate/random.ts'
import { generateRecording } from './devnet/generate/write-recording.ts'
import { testDevnet } from './devnet/testing.ts'

const BLOCKS = 1500
const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-kills-'))
const workers: ChildProcess[] = []
const databases: TestDatabase[] = []
const devnets: RunningDevnet[] = []

beforeAll(async () => {
  await generateRecording(folder, { blocks: BLOCKS, seats: 8, eras: [era(1, 2500, 6)], seed: 5 })
})
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => ended(worker, 'SIGKILL')))
  await Promise.all(databases.splice(0).map((database) => database.drop()))
  await Promise.all(devnets.splice(0).map((devnet) => devnet.close()))
})

async function freshDatabase(): Promise<TestDatabase> {
  const database = await testDatabase()
  databases.push(database)
  return database
}

async function replay(options: Parameters<typeof testDevnet>[0]): Promise<RunningDevnet> {
  const devnet = await testDevnet({ folder, nodes: 2, ...options })
  devnets.push(devnet)
  return devnet
}

function startWorker({ url }: TestDatabase, { control, endpoints }: RunningDevnet): ChildProcess {
  const nodes = endpoints.map(({ grpc, jsonrpc, probe }) => ({ grpc, jsonrpc, probe }))
  const worker = startWorkers(url, { folder, control, nodes })
  workers.push(worker)
  return worker
}

async function hasEnded({ sql }: TestDatabase): Promise<void> {
  const state = async () => (await sql`select state from follow_state`)[0]?.state
  await expect.poll(state, { timeout: 20_000, interval: 50 }).toBe('ended')
}

/** The process that follows, or null, and how many blocks are stored. */
async function seen(sql: Sql): Promise<{ pid: number | null; blocks: number }> {
  const [row] = await sql`
    select split_part(holder, ' ', 2)::int as pid,
           (select coalesce(sum(next_height - from_height), 0)::int from span) as blocks
      from follow_state`
  return { pid: row?.pid ?? null, blocks: row?.blocks ?? 0 }
}

/** Waits until a worker follows and has stored so many blocks; one that ended by itself is started again, as always. */
async function atWork(database: TestDatabase, devnet: RunningDevnet, first: ChildProcess, blocks: number) {
  const { sql } = database
  let worker = first
  const isAtWork = async (): Promise<boolean> => {
    if (worker.exitCode !== null) {
      worker = startWorker(database, devnet)
      await forgetLease(sql)
    }
    const at = await seen(sql)
    return at.pid === worker.pid && at.blocks >= blocks
  }
  await expect.poll(isAtWork, { timeout: 10_000, interval: 5 }).toBe(true)
  return worker
}

/** As if the dead one's lease had run out, which takes 6 s. */
async function forgetLease(sql: Sql): Promise<void> {
  await sql`update follow_state set leased_until = now() - interval '1 second'`
}

test('kill -9 of the worker and broken connections at any moment change no row', {
  timeout: 40_000,
}, async () => {
  const devnet = await replay({})
  const calm = await freshDatabase()
  await Promise.all([startWorker(calm, devnet), hasEnded(calm)])
  await ended(workers.splice(0)[0] as ChildProcess, 'SIGKILL')
  const disturbed = await freshDatabase()
  const { sql } = disturbed
  const random = randomFrom(11)
  let worker = startWorker(disturbed, devnet)
  const heights = Array.from({ length: 10 }, () => random.below(BLOCKS)).sort((a, b) => a - b)
  for (const [index, height] of heights.entries()) {
    worker = await atWork(disturbed, devnet, worker, height)
    await sleep(random.below(80))
    if (index % 3 === 1) {
      await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'rollcall workers'`
      continue
    }
    await ended(worker, 'SIGKILL')
    await forgetLease(sql)
    worker = startWorker(disturbed, devnet)
  }
  await hasEnded(disturbed)
  expect(await differences(calm.sql, sql)).toEqual([])
})

test('a start that breaks off half-way is made again as a whole', { timeout: 40_000 }, async () => {
  const devnet = await replay({})
  const database = await freshDatabase()
  const { sql } = database
  await sql`alter table span add constraint refuses_backfill check (lane = 'tail')`
  const worker = await atWork(database, devnet, startWorker(database, devnet), 0)
  const holder = async () => (await seen(sql)).pid
  await expect.poll(holder, { timeout: 10_000, interval: 20 }).toBeNull() // it gave up, to try again
  await ended(worker, 'SIGKILL')
  expect((await seen(sql)).blocks).toBe(0)
  await sql`alter table span drop constraint refuses_backfill`
  await forgetLease(sql)
  startWorker(database, devnet)
  await hasEnded(database)
  expect((await seen(sql)).blocks).toBe(BLOCKS)
})

test('when the worker that follows is killed another one goes on within 15 s', {
  timeout: 40_000,
}, async () => {
  const devnet = await replay({ speed: 50, atHeight: 200 })
  const database = await freshDatabase()
  const { sql } = database
  const pair = [startWorker(database, devnet), startWorker(database, devnet)]
  await expect.poll(async () => (await seen(sql)).blocks, { timeout: 15_000 }).toBeGreaterThan(210)
  const { pid } = await seen(sql)
  const holder = pair.find((worker) => worker.pid === pid)
  const other = pair.find((worker) => worker.pid !== pid)
  if (holder === undefined || other === undefined) throw new Error(`${pid} is none of the two`)
  await ended(holder, 'SIGKILL')
  const { blocks } = await seen(sql)
  await atWork(database, devnet, other, blocks + 1)
  const [stored] = await sql`
    select count(*)::int as rows, (max(height) - min(height) + 1)::int as heights,
           (select sum(produced_blocks)::int from epoch) as counted from block`
  expect(stored?.rows).toBeGreaterThan(blocks)
  expect(stored).toMatchObject({ heights: stored?.rows, counted: stored?.rows })
})
