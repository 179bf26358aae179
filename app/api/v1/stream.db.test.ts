import { afterAll, beforeAll, expect, test } from 'vitest'
import { notify } from '#lib/db/notify.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { GET } from './stream/route.ts'
import { seedNetwork } from './testing/network.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  Object.assign(globalThis, { rollcallSql: database.sql })
  await seedNetwork(database.sql)
})
afterAll(() => database.drop())

const ALL = ['block', 'state', 'endpoint', 'epoch', 'nodes', 'pause', 'networks']

/** A stream; each call gives the data of its next event. */
async function open(signal: AbortSignal, query = '?network=lab') {
  const request = new Request(`http://rollcall.test/api/v1/stream${query}`, { signal })
  const answer = await GET(request, { params: Promise.resolve({}) })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  const next = async () => {
    const text = (await reader?.read())?.value
    const [, data] = /^event: stale\ndata: (.*)\n\n$/.exec(text ?? '') ?? []
    return data === undefined ? text : JSON.parse(data)
  }
  return { answer, next }
}

test('a stream begins with everything being stale, then tells of its own network alone; streams share one LISTEN', async () => {
  const { sql } = database
  const ends = [new AbortController(), new AbortController()]
  const [one, two] = await Promise.all(ends.map(({ signal }) => open(signal)))
  expect(one?.answer.headers.get('content-type')).toMatch(/^text\/event-stream/)
  expect(await one?.next()).toEqual({ network: 'lab', what: ALL })
  await two?.next()
  await notify(sql, 'other', 'block', 99)
  await notify(sql, 'lab', 'block', 13)
  expect(await one?.next()).toEqual({ network: 'lab', what: ['block'] })
  expect(await two?.next()).toEqual({ network: 'lab', what: ['block'] })
  const [row] = await sql`select count(*)::int as count from pg_stat_activity where query ilike 'listen%'
    and datname = current_database()`
  expect(row?.count).toBe(1)
  for (const end of ends) end.abort()
  expect(await one?.next()).toBeUndefined()
})

test('what changes quickly is told together', async () => {
  const { sql } = database
  const end = new AbortController()
  const { next } = await open(end.signal)
  await next()
  for (const what of ['block', 'block', 'state', 'nodes', 'block'] as const) await notify(sql, 'lab', what)
  const told = new Set<string>()
  let events = 0
  while (!told.has('nodes')) {
    for (const what of (await next()).what) told.add(what)
    events += 1
  }
  expect(events).toBeLessThanOrEqual(2)
  expect(told).toEqual(new Set(['block', 'state', 'nodes']))
  end.abort()
})

test('without a name all networks are told of; that the list changed is told to everybody', async () => {
  const { sql } = database
  const end = new AbortController()
  const [all, one] = await Promise.all([open(end.signal, ''), open(end.signal)])
  expect(await all.next()).toEqual({ network: 'lab', what: ALL })
  await one.next()
  await notify(sql, 'other', 'networks')
  expect(await all.next()).toEqual({ network: 'other', what: ['networks'] })
  expect(await one.next()).toEqual({ network: 'lab', what: ['networks'] })
  end.abort()
})

test.each([
  ['?network=nowhere', 404, 'network_not_found'],
  ['?net=lab', 400, 'unknown_parameter'],
])('%s is refused', async (query, status, code) => {
  const { answer } = await open(new AbortController().signal, query)
  expect(answer.status).toBe(status)
  expect(await answer.json().catch(() => ({ code }))).toMatchObject({ code })
})

test('after the LISTEN connection was lost everything is stale', async () => {
  const { sql } = database
  const end = new AbortController()
  const { next } = await open(end.signal)
  await next()
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%'
    and datname = current_database()`
  const told = new Set<string>()
  while (told.size < ALL.length) for (const what of (await next()).what) told.add(what)
  expect([...told].sort()).toEqual([...ALL].sort())
  end.abort()
})
