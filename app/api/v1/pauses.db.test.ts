import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { getNetwork } from '#lib/networks/networks.service.ts'
import { openHeight } from '#lib/networks/open-height.ts'
import { declarePause, endPause, pausePage } from '#lib/networks/pauses.service.ts'
import { atOf, seedNetwork } from './testing/network.ts'

const by = { actor: { kind: 'command', name: 'ada' }, origin: null } as const
let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
  await seedNetwork(database.sql)
  // The seeded counts leave its one blamed slot out: 10/0, missed by delegate02.
  await database.sql`update epoch_delegate set missed_primary = 1 where epoch = 2 and seat = 2`
})
afterEach(() => database.drop())

/** Round 0 of height 10 began here, and was lost. */
const LOST_AT = new Date(atOf(10).getTime() - 5000)
const seconds = (at: Date, more: number) => new Date(at.getTime() + more * 1000)

async function blamed() {
  const { sql } = database
  const slots =
    await sql`select height::int || '/' || round as slot from missed_slot where cause = 'delegate' order by 1`
  const [epoch] = await sql`select network_lost_rounds as lost from epoch where epoch = 2`
  const [counts] = await sql`select sum(missed_primary)::int as missed from epoch_delegate where epoch = 2`
  return { slots: slots.map(({ slot }) => slot), networkLost: epoch?.lost, missed: counts?.missed }
}

test.each([
  { from: seconds(LOST_AT, 0), until: seconds(LOST_AT, 1), isInside: true },
  { from: seconds(LOST_AT, -60), until: null, isInside: true },
  { from: seconds(LOST_AT, 0.001), until: null, isInside: false },
  { from: seconds(LOST_AT, -60), until: seconds(LOST_AT, 0), isInside: false },
])('a pause declared afterwards takes the slots that began in it: $from to $until', async (when) => {
  const { isInside, ...pause } = when
  await declarePause(database.sql, by, 'lab', { ...pause, why: 'router exchange' })
  const whose = isInside
    ? { slots: [], networkLost: 1, missed: 0 }
    : { slots: ['10/0'], networkLost: 0, missed: 1 }
  expect(await blamed()).toEqual(whose)
})

test('declared twice it says the same', async () => {
  const pause = { from: seconds(LOST_AT, -1), until: null, why: 'router exchange' }
  await declarePause(database.sql, by, 'lab', pause)
  const once = await blamed()
  await declarePause(database.sql, by, 'lab', pause)
  expect(await blamed()).toEqual(once)
})

test("slots of the open height that began in it are provisionally the network's", async () => {
  const { sql } = database
  await sql`update follow_state set asked_at = ${seconds(atOf(12), 11)}`
  const causes = async () => openHeight(await getNetwork(sql, 'lab'))?.lost.map(({ cause }) => cause)
  expect(await causes()).toEqual(['delegate'])
  await declarePause(sql, by, 'lab', { from: atOf(12), until: null, why: 'router exchange' })
  expect(await causes()).toEqual(['network'])
})

test('a pause ends once; ended again it stays as it was', async () => {
  const { sql } = database
  const { id } = await declarePause(sql, by, 'lab', { from: atOf(12), until: null, why: 'router exchange' })
  const ended = await endPause(sql, by, id)
  expect(ended.until).not.toBeNull()
  expect(await endPause(sql, by, id)).toEqual(ended)
  const page = await pausePage(sql, 'lab', { limit: 10, cursor: null })
  expect(page).toEqual({ items: [ended], nextCursor: null })
})

test.each([
  { pause: { from: null, until: null, why: ' ' }, code: 'bad_pause' },
  { pause: { from: LOST_AT, until: LOST_AT, why: 'none' }, code: 'bad_pause' },
])('$code for $pause', async ({ pause, code }) => {
  const refusal = expect.objectContaining({ code })
  await expect(declarePause(database.sql, by, 'lab', pause)).rejects.toThrow(refusal)
})

test('what does not exist is named', async () => {
  const { sql } = database
  const pause = { from: null, until: null, why: 'x' }
  await expect(declarePause(sql, by, 'nowhere', pause)).rejects.toThrow('nowhere')
  await expect(endPause(sql, by, 99)).rejects.toThrow('There is no pause 99.')
})
