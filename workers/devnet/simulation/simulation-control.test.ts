import http from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { RecordingJson } from '#lib/networks/params-schema.ts'
import { type TestNetwork, testNetwork } from './testing.ts'

let running: TestNetwork & { close(): Promise<void> }
beforeAll(async () => {
  running = await testNetwork()
})
afterAll(() => running.close())
afterEach(async () => {
  await ask('DELETE', '/story')
  await ask('DELETE', '/faults/all')
})

async function ask(method: string, path: string, body?: unknown): Promise<[number, unknown]> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await fetch(`${running.devnet.control}${path}`, { method, body: text ?? null })
  return [answer.status, await answer.json()]
}
/** By hand: fetch sets Host and Origin itself. */
function askWith(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve) => {
    http.get(running.devnet.control, { headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
  })
}

test.each([
  { headers: {}, status: 200 },
  { headers: { host: 'localhost:1234' }, status: 200 },
  { headers: { host: '[::1]:80' }, status: 200 },
  { headers: { origin: 'http://localhost:3000' }, status: 403 },
  { headers: { origin: 'null' }, status: 403 },
  { headers: { host: 'attacker.example' }, status: 403 },
  { headers: { host: '127.0.0.1.attacker.example' }, status: 403 },
])('a caller with $headers gets $status', async ({ headers, status }) => {
  expect(await askWith(headers)).toBe(status)
})

describe('the network', () => {
  test('is told as a network.json that Rollcall reads', async () => {
    const [, json] = await ask('GET', '/network')
    const { name, params } = RecordingJson.parse(json)
    expect(name).toBe('practice 1')
    expect(params).toEqual(running.network.plan.params)
    expect((json as { delegates: { name: string }[] }).delegates[1]?.name).toBe('birch')
  })

  test('tells its clock, its nodes and its record, amounts as text', async () => {
    expect(await ask('GET', '/clock')).toMatchObject([200, { speed: 1, endsAtMs: null, endHeight: null }])
    const [, { items }] = (await ask('GET', '/nodes')) as [number, { items: object[] }]
    expect(items).toHaveLength(16)
    expect(items[1]).toMatchObject({ index: 1, name: 'birch', process: 'up', active: true, paused: false })
    expect(await ask('GET', '/record')).toMatchObject([
      200,
      {
        quorum: 6,
        epochs: [
          { epoch: 1, complete: true, endHeight: 48 },
          { epoch: 2, complete: false },
        ],
      },
    ])
  })

  test('lists what it takes, and says 404 to the rest', async () => {
    const [, help] = await ask('GET', '/')
    expect(Object.keys(help as object)).toEqual(expect.arrayContaining(['POST /faults', 'GET /record']))
    expect(await ask('GET', '/nothing')).toMatchObject([404, { code: 'not_found' }])
    expect(await ask('DELETE', '/faults/99')).toMatchObject([404, { detail: 'there is no fault 99' }])
  })
})

describe('a fault', () => {
  test('is in force when its call has answered, and ends by its id', async () => {
    const [status, fault] = await ask('POST', '/faults', { fault: 'kill', node: 'birch', seconds: 60 })
    expect([status, fault]).toMatchObject([201, { fault: 'kill', node: 'birch', nodes: [1], story: null }])
    const { id } = fault as { id: number }
    expect(running.network.nodes[1]?.state().process).toBe('down')
    const [, list] = await ask('GET', '/faults')
    expect(list).toMatchObject({ items: [{ id, fault: 'kill', seconds: 60 }] })
    expect(await ask('DELETE', `/faults/${id}`)).toEqual([200, { items: [] }])
    expect(running.network.nodes[1]?.state().process).toBe('booting')
  })

  test.each([
    [{ fault: 'explode', node: 0 }, /^no fault is called explode; there are kill, /],
    [{ fault: 'kill' }, 'node is missing'],
    [{ fault: 'kill', node: 'nobody' }, 'no node is called nobody'],
    [{ fault: 'kill', node: 16 }, 'there is no node 16: there are 16, from 0'],
    [{ fault: 'kill', node: 'seat 8' }, 'there is no seat 8: there are 8, from 0'],
    [{ fault: 'kill', node: 'the best' }, /^node the best is none of: a name, /],
    [{ fault: 'slow', node: 0 }, 'ms is missing'],
    [{ fault: 'kill', node: 0, more: 1 }, 'unknown key more'],
    [
      { fault: 'lie', node: 0, lie: 'endorsers', height: 3, variant: 'x' },
      'the lie endorsers has no variant x; there are other_seat, duplicate, drop, stranger',
    ],
    ['{', 'the body is no JSON: {'],
  ])('that cannot be is refused in one sentence: %o', async (body, sentence) => {
    const detail = typeof sentence === 'string' ? sentence : expect.stringMatching(sentence)
    expect(await ask('POST', '/faults', body)).toEqual([400, { code: 'bad_request', detail }])
    expect(running.network.faults()).toEqual([])
  })
})

describe('a story', () => {
  const yaml = 'about: One.\nsteps:\n  - at: 1h\n    fault: kill\n    node: birch\n'

  test('that ships, or one that was written, runs until it is stopped', async () => {
    expect((await ask('GET', '/stories'))[1]).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ name: 'three-small-faults' })]),
    })
    expect(await ask('POST', '/story', { name: 'quiet-day' })).toMatchObject([
      201,
      { story: { name: 'quiet-day' } },
    ])
    expect(await ask('POST', '/story', { yaml, file: 'own.yaml' })).toMatchObject([
      201,
      { story: { name: 'own' } },
    ])
    expect(await ask('GET', '/story')).toMatchObject([200, { story: { name: 'own', done: 0, steps: 1 } }])
    expect(await ask('DELETE', '/story')).toEqual([200, { story: null }])
  })

  test.each([
    [{ name: 'none' }, /^no story is called none; there are fork-2019, /],
    [{ yaml: yaml.replace('kill', 'explode'), file: 'own.yaml' }, /^own\.yaml:4: no fault is called explode/],
    [{ yaml: yaml.replace('birch', 'nobody'), file: 'own.yaml' }, /^own\.yaml:3: no node is called nobody$/],
    [{ story: 'quiet-day' }, /^the body must be /],
  ])('that cannot be told is refused with its line, and none runs: %o', async (body, sentence) => {
    const refusal = { code: 'bad_request', detail: expect.stringMatching(sentence) }
    expect(await ask('POST', '/story', body)).toEqual([400, refusal])
    expect(running.network.story()).toBeNull()
  })
})
