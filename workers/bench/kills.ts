import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from '#lib/db/client.ts'
import type { ReplayEndpoints } from '#lib/env.ts'
import { type Random, randomFrom } from '../devnet/generate/random.ts'
import {
  type BenchDatabase,
  benchDatabase,
  benchRecording,
  ended,
  say,
  startReplay,
  startWorkers,
} from './setting.ts'
import { differences, digests } from './tables.ts'

// Follows 50,000 blocks once undisturbed and once with kill -9 of the worker and of Postgres at random moments, and
// compares all tables, row by row: `npm run bench:kills [seed]`. Exit code 1 when anything differs or it does not end.

const WORKER_KILLS = 20
const POSTGRES_KILLS = 5
/** Of the worker's kills these many hit it while it starts. */
const EARLY_KILLS = 3
const LONGEST_MS = 10 * 60_000
const POLL_MS = 20

type Victim = 'worker' | 'postgres'
/** Hits when so many blocks are stored and then some time has passed, so that it falls anywhere between two commits. */
type Moment = { readonly victim: Victim; readonly blocks: number; readonly afterMs: number }

const seed = Number(process.argv[2] ?? 1)
const folder = await benchRecording()
const replay = await startReplay(folder)
const calm = await benchDatabase()
const disturbed = await benchDatabase()
try {
  process.exitCode = await compareRuns(calm, disturbed, replay.endpoints)
} finally {
  await replay.stop()
  await calm.stop()
  await disturbed.stop()
}

async function compareRuns(
  calm: BenchDatabase,
  disturbed: BenchDatabase,
  endpoints: ReplayEndpoints,
): Promise<number> {
  say(`undisturbed: ${await follow(calm, endpoints, [])}`)
  const blocks = (await look(calm.sql))?.blocks ?? 0
  const moments = momentsOf(blocks, randomFrom(seed))
  say(`seed ${seed}: ${WORKER_KILLS} kills of the worker, ${POSTGRES_KILLS} of Postgres`)
  say(`disturbed: ${await follow(disturbed, endpoints, moments)}`)
  for (const { table, rows, md5 } of await digests(disturbed.sql)) say(`${table}: ${rows} rows ${md5}`)
  const different = await differences(calm.sql, disturbed.sql)
  for (const line of different) say(line)
  say(different.length === 0 ? 'equal, row by row' : 'NOT equal')
  return different.length === 0 ? 0 : 1
}

function momentsOf(blocks: number, random: Random): Moment[] {
  const early: Moment[] = Array.from({ length: EARLY_KILLS }, () => {
    return { victim: 'worker', blocks: 0, afterMs: random.below(1500) }
  })
  const victims: Victim[] = [
    ...Array<Victim>(WORKER_KILLS - EARLY_KILLS).fill('worker'),
    ...Array<Victim>(POSTGRES_KILLS).fill('postgres'),
  ]
  const later = random.draw(victims, victims.length).map((victim): Moment => {
    return { victim, blocks: random.below(blocks), afterMs: random.below(150) }
  })
  return [...early, ...later.sort((a, b) => a.blocks - b.blocks)]
}

/** Follows to the recording's end through all of the moments; returns how it went. */
async function follow(
  { sql, url, kill }: BenchDatabase,
  endpoints: ReplayEndpoints,
  moments: readonly Moment[],
): Promise<string> {
  const startedAt = performance.now()
  let worker = startWorkers(url, endpoints)
  const seen = async (isReached: (sight: Seen) => boolean): Promise<Seen> => {
    for (;;) {
      if (performance.now() - startedAt > LONGEST_MS) throw new Error('it does not end')
      const sight = await look(sql)
      if (sight !== null && isReached(sight)) return sight
      await sleep(POLL_MS)
    }
  }
  try {
    for (const { victim, blocks, afterMs } of moments) {
      // Only a worker that has the lease has anything in hand.
      await seen((sight) => sight.holder.includes(` ${worker.pid} `) && sight.blocks >= blocks)
      await sleep(afterMs)
      if (victim === 'postgres') kill()
      else {
        await ended(worker, 'SIGKILL')
        worker = startWorkers(url, endpoints)
      }
      const at = await seen(() => true)
      say(`  killed ${victim} with ${at.blocks} blocks stored, ${at.state}`)
    }
    const { blocks } = await seen(({ state }) => state === 'ended')
    return `${blocks} blocks in ${Math.round((performance.now() - startedAt) / 1000)} s`
  } finally {
    await ended(worker, 'SIGTERM')
  }
}

type Seen = { readonly holder: string; readonly state: string; readonly blocks: number }

/** Null while there is nothing to see: the follower did not begin, or Postgres is not back yet. */
async function look(sql: Sql): Promise<Seen | null> {
  try {
    const [row] = await sql`
      select coalesce(holder, '') as holder, state,
             (select coalesce(sum(next_height - from_height), 0)::int from span) as blocks
        from follow_state`
    return row === undefined ? null : { holder: row.holder, state: row.state, blocks: row.blocks }
  } catch {
    return null // killed by ourselves a moment ago; LONGEST_MS bounds the waiting
  }
}
