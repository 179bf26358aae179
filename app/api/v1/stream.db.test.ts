import { afterAll, beforeAll, expect, test } from 'vitest'
import { notify } from '#lib/db/notify.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { GET } from './networks/[network]/events/route.ts'
import { seedNetwork } from './testing/network.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  Object.assign(globalThis, { rollcallSql: database.sql })
  await seedNetwork(database.sql)
})
afterAll(() => database.drop())

async function open(signal: AbortSignal) {
  const request = new Request('http://rollcall.test/api/v1/networks/lab/events', { signal })
  const answer = await GET(request, { params: Promise.resolve({ network: 'lab' }) })
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/)
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  return async () => (await reader?.read())?.value
}

test('a stream begins with "read again", then relays its own network\'s changes alone; streams share one LISTEN', async () => {
  const { sql } = database
  const ends = [new AbortController(), new AbortController()]
  const [one, two] = await Promise.all(ends.map(({ signal }) => open(signal)))
  expect(await one?.()).toBe('event: change\ndata: {"what":"state"}\n\n')
  await two?.()
  await notify(sql, 'other', 'block', 99)
  await notify(sql, 'lab', 'block', 13)
  expect(await one?.()).toBe('event: change\ndata: {"what":"block","height":13}\n\n')
  expect(await two?.()).toBe('event: change\ndata: {"what":"block","height":13}\n\n')
  const [row] = await sql`select count(*)::int as count from pg_stat_activity where query ilike 'listen%'
    and datname = current_database()`
  expect(row?.count).toBe(1)
  for (const end of ends) end.abort()
  expect(await one?.()).toBeUndefined()
})

test('after the LISTEN connection was lost, streams are told to read again', async () => {
  const { sql } = database
  const end = new AbortController()
  const next = await open(end.signal)
  await next()
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%'
    and datname = current_database()`
  expect(await next()).toBe('event: change\ndata: {"what":"state"}\n\n')
  end.abort()
})
