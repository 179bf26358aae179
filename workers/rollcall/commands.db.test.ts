import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { seedNetwork } from '../../app/api/v1/testing/network.ts'
import { runCommand } from './commands.ts'

let database: TestDatabase
let networkId = 0
beforeEach(async () => {
  database = await testDatabase()
  networkId = await seedNetwork(database.sql)
})
afterEach(() => database.drop())

/** What a command prints. */
async function said(...args: string[]): Promise<string> {
  const lines: string[] = []
  const by = { actor: { kind: 'command', name: 'ada' }, origin: null } as const
  const say = (line: string): void => void lines.push(line)
  await runCommand(args, { sql: database.sql, by, say, confirm: () => Promise.resolve(false) })
  return lines.join('\n')
}

/** What the audit log tells of it. */
async function audited() {
  const rows = await database.sql`select * from audit_entry order by seq`
  return rows.map((row) => [
    row.actor_id,
    row.action,
    row.subject_kind,
    row.subject_id,
    row.before,
    row.after,
  ])
}

test('lists all networks, also those not followed any more', async () => {
  expect(await said('networks')).toMatch(
    /^lab +replay +followed +block 12 +Lab\ngone +real +old +block - +Gone$/,
  )
})

test('an old practice network is deleted with everything of it, and nothing of another', async () => {
  const { sql } = database
  await sql`update network set active = false, slug = 'practice-old', kind = 'practice' where id = ${networkId}`
  await sql`insert into block select 999, height, hash, at, round, late_rounds, producer_seat, transactions, endorsers
              from block where network_id = ${networkId}`
  await sql`insert into network_pause (network_id, from_at, why) values (${networkId}, now(), 'x')`
  await sql`insert into membership (network_id, delegate_id, user_id, level, proof)
            values (${networkId}, 'io1', gen_random_uuid(), 'manager', 'staff')`
  expect(await said('networks', 'delete', 'practice-old')).toBe('Nothing was deleted.')
  expect(await said('networks', 'delete', 'practice-old', '--yes')).toMatch(
    /^\d+ rows of practice-old deleted\.$/,
  )
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns
     where column_name = 'network_id' and table_schema = 'public' and table_name not like 'audit%'`
  expect(tables.length).toBeGreaterThan(10)
  for (const { name } of tables) {
    const [row] = await sql`select count(*)::int as left from ${sql(name)} where network_id = ${networkId}`
    expect([name, row?.left]).toEqual([name, 0])
  }
  const [other] = await sql`select count(*)::int as blocks from block where network_id = 999`
  expect(other?.blocks).toBe(12)
  expect(await said('networks')).not.toContain('practice-old')
  expect(await audited()).toEqual([
    ['ada', 'network_deleted', 'network', 'practice-old', expect.objectContaining({ tip: 12 }), null],
  ])
})

test.each([
  ['gone', 'gone is a real network'],
  ['lab', 'lab is still followed'],
  ['nowhere', 'No network "nowhere"'],
])('%s is not deleted', async (slug, sentence) => {
  await expect(said('networks', 'delete', slug, '--yes')).rejects.toThrow(sentence)
})

test('a pause is declared, listed and ended', async () => {
  const pause = [
    'pause',
    'lab',
    '--from',
    '2026-01-01T00:00Z',
    '--until',
    '2027-01-01T00:00:00Z',
    '--why',
    'move',
  ]
  const line = 'from 2026-01-01T00:00:00.000Z until 2027-01-01T00:00:00.000Z: move'
  expect(await said(...pause)).toBe(`pause 1: ${line}`)
  expect(await said('pauses', 'lab')).toBe(`pause 1: ${line}`)
  expect(await said('pause', 'end', '1')).toMatch(/^pause 1: from 2026-01-01T00:00:00\.000Z until /)
  const open = expect.objectContaining({ until: '2027-01-01T00:00:00.000Z' })
  expect(await audited()).toEqual([
    ['ada', 'pause_declared', 'pause', '1', null, open],
    ['ada', 'pause_ended', 'pause', '1', open, expect.objectContaining({ why: 'move' })],
  ])
  expect(await said('pause', 'lab', '--why', 'again', '--from', 'now')).toMatch(/until it is ended: again$/)
})

test.each([
  [['pause', 'lab'], 'A pause needs a reason'],
  [['pause', 'lab', '--why', 'x', '--from', 'today'], '--from "today" is no time'],
  [['pause', 'lab', '--why', 'x', '--until', 'now'], '--until "now" is no time'],
  [['pause', 'lab', '--why', 'x', '--yes'], 'That option is none of "pause"'],
  [['pause', 'end', '7'], 'There is no pause 7.'],
  [['pause', 'end', 'x'], '"x" is no id of a pause.'],
  [['pauses', 'nowhere'], 'No network "nowhere"'],
  [['networks', '--force'], "Unknown option '--force'"],
  [[], 'npm run rollcall -- COMMAND'],
  [['dance'], 'npm run rollcall -- COMMAND'],
])('%s is refused', async (args, sentence) => {
  await expect(said(...args)).rejects.toThrow(sentence)
})
