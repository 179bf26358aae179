import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnySql } from '#lib/db/client.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { listVisible, type Scope, type Stretch } from './visible.store.ts'

const ENTRIES = 100_000
const LIMIT = 51
const TIMES = 7

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  const { sql } = database
  // 50 delegates and 20 actors take turns; one delegate has very little, and one actor nothing.
  await sql`
    insert into audit_entry (seq, at, actor_kind, actor_id, action, subject_kind, subject_id, network_id, delegate_id,
                             after, previous_hash, hash)
    select n, now(), 'user', gen.id, 'tested', 'node', n::text, 1,
           case when n % 20000 = 0 then 'rare' else 'd' || n % 50 end, '{"some": "change"}', '', sha256(n::text::bytea)
      from generate_series(1, ${ENTRIES}) n,
           lateral (select '00000000-0000-4000-8000-0000000000' || lpad((n % 20)::text, 2, '0') as id) gen`
  await sql`vacuum analyze audit_entry` // as Postgres does by itself after many inserts
})
afterAll(() => database.drop())

const actor = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
const delegates = (...ids: string[]) => ids.map((delegateId) => ({ networkId: 1, delegateId }))
const scopes: Record<string, Scope> = {
  'all of it': 'all',
  'one delegate': { delegates: delegates('d7'), actorIds: [] },
  'a delegate with few': { delegates: delegates('rare'), actorIds: [] },
  'three delegates and oneself': { delegates: delegates('d1', 'd2', 'rare'), actorIds: [actor(3)] },
  'somebody who did nothing': { delegates: delegates('none'), actorIds: ['none'] },
}
const stretches: Stretch[] = [
  { below: Number.MAX_SAFE_INTEGER, limit: LIMIT },
  { below: ENTRIES / 2, limit: LIMIT },
  { above: 0, limit: LIMIT },
  { above: ENTRIES / 2, limit: LIMIT },
]

test.each(Object.keys(scopes))('a page of %s among 100,000 is read by index alone', async (name) => {
  const scope = scopes[name] ?? 'all'
  for (const stretch of stretches) {
    const read = await database.sql.begin(async (tx) => {
      const before = await reads(tx)
      // Often enough that Postgres turns to a plan that knows none of the values.
      for (let times = 0; times < TIMES; times += 1) await listVisible(tx, scope, stretch)
      const after = await reads(tx)
      return { scans: after.scans - before.scans, rows: after.rows - before.rows }
    })
    expect(read.scans).toBe(0)
    expect(read.rows).toBeLessThanOrEqual(TIMES * 5 * LIMIT)
  }
})

/** Whole scans of the log, and rows of it read by an index. */
async function reads(tx: AnySql): Promise<{ scans: number; rows: number }> {
  const [row] = await tx<{ scans: number; rows: number }[]>`
    select seq_scan::int as scans, idx_tup_fetch::int as rows
      from pg_stat_xact_user_tables where relname = 'audit_entry'`
  return row ?? { scans: 0, rows: 0 }
}

test('what belongs to a scope twice is listed once, in order, up to the limit', async () => {
  const scope: Scope = { delegates: delegates('d1', 'd3'), actorIds: [actor(3)] }
  const inScope = (seq: number) =>
    seq % 20_000 !== 0 && (seq % 50 === 1 || seq % 50 === 3) ? true : seq % 20 === 3
  const all = Array.from({ length: ENTRIES }, (_, index) => index + 1).filter(inScope)
  const above = await listVisible(database.sql, scope, { above: 400, limit: LIMIT })
  expect(above.map(({ seq }) => seq)).toEqual(all.filter((seq) => seq > 400).slice(0, LIMIT))
  const below = await listVisible(database.sql, scope, { below: 40_000, limit: LIMIT })
  expect(below.map(({ seq }) => seq)).toEqual(
    all
      .filter((seq) => seq < 40_000)
      .slice(-LIMIT)
      .reverse(),
  )
})
