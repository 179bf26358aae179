import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { blockPage } from '#lib/blocks/blocks.service.ts'
import { missedSlotPage } from '#lib/blocks/missed-slots.service.ts'
import { boardView } from '#lib/board/board.service.ts'
import { connect, type Sql } from '#lib/db/client.ts'
import { startEmbedded } from '#lib/db/embedded.ts'
import { migrate } from '#lib/db/migrate.ts'
import { delegateView } from '#lib/delegates/delegates.service.ts'
import { epochPage, epochView } from '#lib/epochs/epochs.service.ts'
import { nextSetView } from '#lib/epochs/next-set.service.ts'
import { explain, spyOn } from './spy.ts'
import { BLOCKS_A_YEAR, loadYear, type Year } from './year-rows.ts'

// How fast the pages' first views are, and how large the tables, with a year loaded: `node workers/bench/year.ts`.
// `--serve` keeps the database up afterwards, so that DATABASE_URL=… npm start shows it.

const RUNS = 100
const say = (text: string) => process.stdout.write(`${text}\n`)

const dir = mkdtempSync(join(tmpdir(), 'rollcall-year-'))
const server = await startEmbedded({ dir })
await migrate(server.url)
const sql = connect(server.url, { statementTimeoutMs: 0, max: 4 })
const began = performance.now()
const year = await loadYear(sql)
say(`loaded in ${seconds(performance.now() - began)} s`)
await reportSizes()
for (const [name, ask] of questionsOn(year)) await measure(name, ask)
if (process.argv.includes('--serve')) {
  say(`serving ${server.url} until Ctrl-C`)
  await new Promise((resolve) => process.once('SIGINT', resolve))
}
await sql.end({ timeout: 5 })
await server.stop()
for (const folder of [server.dir, dir]) rmSync(folder, { recursive: true, force: true })

type Question = (sql: Sql, run: number) => Promise<unknown>

function questionsOn({ slug, names, firstEpoch, lastEpoch }: Year): [string, Question][] {
  // Steps that have no factor in common with what they walk: every run asks for another place in the year.
  const epochOfRun = (run: number) => firstEpoch + ((run * 1009) % (lastEpoch - firstEpoch))
  const nameOfRun = (run: number) => names[(run * 7) % names.length] ?? ''
  const page = { limit: 50, cursor: null }
  return [
    ['board', (db) => boardView(db, slug)],
    ['epoch', (db, run) => epochView(db, slug, epochOfRun(run))],
    ['delegate', (db, run) => delegateView(db, slug, nameOfRun(run))],
    ['missed slots of an epoch', (db, run) => missedSlotPage(db, slug, epochOfRun(run), page)],
    ['missed slots of the halt', (db) => missedSlotPage(db, slug, lastEpoch, { ...page, limit: 200 })],
    ['50 epochs with delegates', (db) => epochPage(db, slug, page)],
    ['50 blocks', (db) => blockPage(db, slug, page)],
    ['next set', (db) => nextSetView(db, slug)],
  ]
}

async function measure(name: string, ask: Question): Promise<void> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now()
    await ask(sql, run)
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const at = (ratio: number) => (times[Math.ceil(RUNS * ratio) - 1] ?? 0).toFixed(1)
  const spied = spyOn(sql)
  await ask(spied.sql, 1)
  say(
    `\n## ${name}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms, ${spied.statements.length} statements`,
  )
  for (const statement of spied.statements) say(`${await explain(sql, statement)}\n`)
}

async function reportSizes(): Promise<void> {
  const tables = await sql<{ name: string; rows: number; bytes: number }[]>`
    select relname as name, reltuples::float8 as rows, pg_total_relation_size(oid)::float8 as bytes
      from pg_class
     where relname in ('block', 'missed_slot', 'epoch', 'epoch_delegate')
     order by relname`
  for (const { name, rows, bytes } of tables) {
    const each = bytes / rows
    const forYear =
      name === 'block' ? `; a year of ${BLOCKS_A_YEAR} blocks ${gigabytes(each * BLOCKS_A_YEAR)} GB` : ''
    say(`${name}: ${rows} rows, ${gigabytes(bytes)} GB, ${each.toFixed(1)} bytes a row${forYear}`)
  }
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(2)
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1)
}
