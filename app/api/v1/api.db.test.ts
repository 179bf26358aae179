import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hexAddress, parseAddress } from '#lib/chain/address.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { ask } from './testing/ask.ts'
import { atOf, seedNetwork, who } from './testing/network.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  Object.assign(globalThis, { rollcallSql: database.sql })
  await seedNetwork(database.sql)
})
afterAll(() => database.drop())

const LAB = '/networks/lab'

test('lists the configured networks alone, with tip, epoch and quorum', async () => {
  const { body } = await ask('/networks')
  expect(body).toMatchObject({ nextCursor: null, items: [{ id: 'lab', epoch: 2, quorum: 3, seats: 4 }] })
  const { body: lab } = await ask(LAB)
  expect(lab).toMatchObject({
    state: 'stalled',
    tip: { height: 12, hash: '0c'.repeat(32), at: atOf(12).toISOString() },
    verifiedTo: 12,
    followedFrom: 1,
    backfill: null,
    clock: { speed: 1 },
    params: { seats: 4, scoreThresholdRau: '1' },
  })
})

test('epochs come newest first and page by cursor without gap or overlap', async () => {
  const first = await ask(`${LAB}/epochs?limit=1`)
  expect(first.body).toMatchObject({ items: [{ epoch: 2, complete: false, delegates: { length: 6 } }] })
  const { nextCursor } = first.body as { nextCursor: string }
  const second = await ask(`${LAB}/epochs?limit=1&cursor=${nextCursor}`)
  expect(second.body).toMatchObject({ items: [{ epoch: 1, complete: true }], nextCursor: null })
})

test('one epoch has its candidates by rank, with seats in proposer order', async () => {
  const { body } = await ask(`${LAB}/epochs/1`)
  expect(body).toMatchObject({
    startHeight: 1,
    endHeight: 8,
    quorum: 3,
    lostRounds: 2,
    networkLostRounds: 2,
    lateCommits: 1,
    checkpoint: { endpoints: ['node-a'], agreed: true },
  })
  const { delegates } = body as { delegates: Record<string, unknown>[] }
  expect(delegates.map(({ rank, seat }) => [rank, seat])).toEqual([
    [1, 0],
    [2, 1],
    [3, 2],
    [4, 3],
    [5, null],
    [6, null],
  ])
  expect(delegates[1]).toMatchObject({
    ...{ id: who(1).id, name: 'delegate01' },
    produced: 1,
    unproductive: true,
  })
  expect(delegates[0]).toMatchObject({
    votes: '10000000000000000000000000',
    produced: 3,
    unproductive: false,
  })
})

test('missed slots: stored ones, then those lost so far at the open height as provisional', async () => {
  const { body } = await ask(`${LAB}/epochs/2/missed-slots`)
  const { items } = body as { items: Record<string, unknown>[] }
  expect(items).toMatchObject([
    {
      height: 10,
      round: 0,
      ...{ id: who(2).id, name: 'delegate02' },
      kind: 'primary',
      cause: 'delegate',
      run: 1,
      provisional: false,
    },
    {
      height: 13,
      round: 0,
      operator: who(1).operator,
      kind: 'primary',
      cause: 'network',
      run: 2,
      provisional: true,
    },
    {
      height: 13,
      round: 1,
      operator: who(2).operator,
      kind: 'covering',
      cause: 'network',
      run: 2,
      provisional: true,
    },
  ])
  expect(items[1]?.at).toBe(new Date(atOf(12).getTime() + 5000).toISOString())
})

test('missed slots page across the stored and the provisional ones', async () => {
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await ask(`${LAB}/epochs/2/missed-slots?limit=1${cursor && `&cursor=${cursor}`}`)
    const page = body as { items: { height: number; round: number }[]; nextCursor: string | null }
    seen.push(...page.items.map(({ height, round }) => `${height}/${round}`))
    cursor = page.nextCursor
  }
  expect(seen).toEqual(['10/0', '13/0', '13/1'])
})

test('the next set stands on current votes until the poll result is in', async () => {
  const { body } = await ask(`${LAB}/epochs/next`)
  expect(body).toMatchObject({
    epoch: 3,
    startHeight: 17,
    basis: 'current_votes',
    certain: false,
    seats: { length: 4 },
  })
  // The open height is in its third round; its block and three more end the epoch, then comes 17.
  expect(body).toMatchObject({
    expectedStartAt: new Date(atOf(12).getTime() + 3 * 5000 + 4 * 5000).toISOString(),
  })
})

describe('a delegate', () => {
  const { id, operator, name } = who(0)
  const past = 'formername'
  test.each([
    id,
    operator,
    hexAddress(parseAddress(id)),
    hexAddress(parseAddress(operator)).toLowerCase(),
    name,
    past,
  ])('is found by %s', async (wanted) => {
    const { body } = await ask(`${LAB}/delegates/${wanted}`)
    expect(body).toMatchObject({ id, operator, name, hex: { id: hexAddress(parseAddress(id)) } })
    expect(body).toMatchObject({
      epochs: [
        { epoch: 2, produced: 1 },
        { epoch: 1, produced: 3 },
      ],
    })
  })
  test('has its missed slots, newest first', async () => {
    const { body } = await ask(`${LAB}/delegates/delegate02`)
    expect(body).toMatchObject({
      missedSlots: [
        { height: 10, round: 0 },
        { height: 5, round: 1 },
      ],
    })
  })
  test('is found by operator even when nobody registered it here', async () => {
    const { body } = await ask(`${LAB}/delegates/${who(5).operator}`)
    expect(body).toMatchObject({ id: null, name: null, epochs: { length: 2 } })
    const { body: all } = await ask(`${LAB}/delegates`)
    expect(all).toMatchObject({ items: { length: 6 } })
  })
})

test('blocks: newest first; one with its producer, endorsers and what was lost before it', async () => {
  const { body: list } = await ask(`${LAB}/blocks?limit=2`)
  expect(list).toMatchObject({ items: [{ height: 12, epoch: 2 }, { height: 11 }] })
  const { body } = await ask(`${LAB}/blocks/10`)
  expect(body).toMatchObject({
    previousHash: '09'.repeat(32),
    producer: { name: 'delegate03' },
    quorum: 3,
    endorsers: [{ name: 'delegate00' }, { name: 'delegate01' }, { name: 'delegate03' }],
    missed: [{ height: 10, round: 0, name: 'delegate02' }],
  })
  expect((await ask(`${LAB}/blocks/1`)).body).toMatchObject({ previousHash: null, endorsers: null })
})

test('endpoints with their lag, and the proof against a liar', async () => {
  const { body } = await ask(`${LAB}/endpoints`)
  expect(body).toMatchObject({
    items: [
      { name: 'node-a', lag: 2, gateway: true },
      { name: 'node-b', lag: null, verdict: 'lying', proof: { check: 'receipt_root' } },
    ],
  })
})

test('the board: three turns of slots, who is lost at the open height, candidates with their next seat', async () => {
  const { body } = await ask(`${LAB}/board`)
  const { slots, delegates } = body as {
    slots: Record<string, unknown>[]
    delegates: { nextSeat: number | null }[]
  }
  expect(body).toMatchObject({
    quorum: { needed: 3, seats: 4, mayBeAway: 1 },
    epoch: { epoch: 2 },
    lostRounds: 2,
  })
  // Heights 5 to 12 and the open 13, which begins a turn: 8 blocks, 3 slots lost and 2 provisional ones.
  expect(slots.map(({ height, round, state }) => `${height}/${round} ${state}`)).toEqual([
    '5/0 lost_by_network',
    '5/1 lost_by_network',
    '5/2 produced',
    '6/0 late',
    '7/0 produced',
    '8/0 produced',
    '9/0 produced',
    '10/0 missed',
    '10/1 produced',
    '11/0 produced',
    '12/0 produced',
    '13/0 lost_by_network',
    '13/1 lost_by_network',
  ])
  expect(delegates.filter(({ nextSeat }) => nextSeat !== null)).toHaveLength(4)
  // Round 2 of height 13 runs: (13 + 2) mod 4.
  expect(body).toMatchObject({ onDuty: { seat: 3, name: 'delegate03', height: 13, round: 2 }, pause: null })
  // Nobody looks at the nodes here.
  expect(body).toMatchObject({
    halt: { kind: 'cannot_tell', height: 13, place: { what: 'poll_result' }, roundsLost: 2, needed: 3 },
    margin: { away: 0, unknown: 4, left: 0 },
  })
  expect(body).toMatchObject({ nextBlockAt: new Date(atOf(12).getTime() + 3 * 5000 + 4000).toISOString() })
})

test.each([
  ['12', [{ kind: 'block', label: 'block 12', href: '/n/lab/blocks/12' }]],
  ['2', [{ kind: 'block' }, { kind: 'epoch', href: '/n/lab/epochs/2' }]],
  ['1,000', []],
  ['delegate0', { length: 5 }],
  ['DELEGATE03', [{ kind: 'delegate', href: '/n/lab/delegates/delegate03' }]],
  [who(3).operator.slice(0, 10), [{ kind: 'delegate', label: 'delegate03' }]],
  ['0x2323', [{ kind: 'delegate', label: 'delegate03' }]],
  [hexAddress(parseAddress(who(3).operator)), [{ kind: 'delegate', label: 'delegate03' }]],
  ['nobody', []],
  ['%', []],
])('search for "%s"', async (q, items) => {
  expect((await ask(`${LAB}/search?q=${encodeURIComponent(q)}`)).body).toMatchObject({ items })
})
