import { readFileSync } from 'node:fs'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { record } from '#lib/audit/audit.service.ts'
import { followNetwork } from '#lib/blocks/follow.service.ts'
import type { CheckedEpoch } from '#lib/blocks/testing.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { readNetworks } from '#lib/networks/config.client.ts'
import { declarePause } from '#lib/networks/pauses.service.ts'
import type { RunningDevnet } from './devnet/devnet.ts'
import { FIXTURES, testDevnet } from './devnet/testing.ts'

let database: TestDatabase
let stop = new AbortController()

beforeEach(async () => {
  database = await testDatabase()
  stop = new AbortController()
})

afterEach(async () => {
  stop.abort()
  await database.drop()
})

const log = pino({ level: 'silent' })

async function configOf(devnet: RunningDevnet, folder: string, only?: readonly number[]) {
  const chosen = devnet.endpoints.filter(({ node }) => only?.includes(node) ?? true)
  const nodes = chosen.map(({ grpc, jsonrpc, probe }) => ({ grpc, jsonrpc, probe }))
  const [config] = await readNetworks({ replay: { folder, control: devnet.control, nodes } })
  if (config === undefined) throw new Error('no network')
  return config
}

async function follow(devnet: RunningDevnet, folder = `${FIXTURES}/a`, holder = 'one'): Promise<void> {
  const config = await configOf(devnet, folder)
  const { sql } = database
  void followNetwork({ sql, log, holder, signal: stop.signal }, config)
}

async function stateIs(state: string): Promise<void> {
  await expect
    .poll(async () => (await database.sql`select state from follow_state`)[0]?.state, {
      timeout: 15_000,
      interval: 50,
    })
    .toBe(state)
}

async function fault(devnet: RunningDevnet, body: object): Promise<void> {
  const answer = await fetch(`${devnet.control}/faults`, { method: 'POST', body: JSON.stringify(body) })
  expect(answer.status, await answer.text()).toBe(201)
}

/** Everything that is derived, without what tells of endpoints and times of our own. */
async function derived() {
  const { sql } = database
  return {
    blocks:
      await sql`select height, hash, at, round, late_rounds, producer_seat, transactions from block order by 1`,
    missed:
      await sql`select height, round, epoch, operator, kind, cause, run, at from missed_slot order by height, round`,
    epochs: await sql`select epoch, complete, produced_blocks, lost_rounds, network_lost_rounds, late_commits
                        from epoch order by 1`,
    delegates: await sql`select * from epoch_delegate order by epoch, rank`.then((rows) =>
      rows.map(({ network_id: _, ...row }) => row),
    ),
  }
}

let honest: Awaited<ReturnType<typeof derived>> | undefined

async function honestRows() {
  if (honest !== undefined) return honest
  const other = await testDatabase()
  const before = database
  database = other
  const devnet = await testDevnet({})
  await follow(devnet)
  await stateIs('ended')
  honest = await derived()
  stop.abort()
  stop = new AbortController()
  await devnet.close()
  await other.drop()
  database = before
  return honest
}

test.each([
  // 100 lies in the middle of a backfilled chunk, 430 in the tail.
  { lie: 'producer', height: 100, check: 'header_signature' },
  { lie: 'producer', height: 430, check: 'header_signature' },
  { lie: 'timestamp', height: 100, check: 'header_signature' },
  { lie: 'timestamp', height: 430, check: 'header_signature' },
  { lie: 'footer_time', variant: 'footer', height: 100, check: 'footer_time' },
  { lie: 'footer_time', variant: 'footer', height: 430, check: 'footer_time' },
  { lie: 'footer_time', variant: 'all', height: 100, check: 'commit_signatures' },
  { lie: 'footer_time', variant: 'all', height: 430, check: 'commit_signatures' },
  { lie: 'endorsers', variant: 'other_seat', height: 100, check: 'commit_signatures' },
  { lie: 'endorsers', variant: 'other_seat', height: 430, check: 'commit_signatures' },
  { lie: 'endorsers', variant: 'duplicate', height: 430, check: 'commit_signatures' },
  { lie: 'endorsers', variant: 'drop', height: 100, check: 'commit_signatures' },
  { lie: 'endorsers', variant: 'drop', height: 430, check: 'commit_signatures' },
  { lie: 'endorsers', variant: 'stranger', height: 100, check: 'commit_signatures' },
  { lie: 'receipt_amount', height: 100, check: 'receipt_root' },
  { lie: 'receipt_amount', height: 430, check: 'receipt_root' },
  { lie: 'forged_signature', variant: 'header', height: 100, check: 'header_signature' },
  { lie: 'forged_signature', variant: 'endorsement', height: 100, check: 'commit_signatures' },
  { lie: 'forged_signature', variant: 'endorsement', height: 430, check: 'commit_signatures' },
  { lie: 'fork', height: 430, check: 'header_signature' },
])(
  '$lie $variant at $height is caught by $check, and the numbers stay right',
  async ({ check, height, ...lie }) => {
    const expected = await honestRows()
    const devnet = await testDevnet({ nodes: 3 })
    await fault(devnet, { node: 0, fault: 'lie', height, ...lie })
    await follow(devnet)
    await stateIs('ended')
    const [liar] = await database.sql`select verdict, proof from endpoint where name = 'node0'`
    expect(liar).toMatchObject({ verdict: 'lying', proof: { height, check } })
    expect(await derived()).toEqual(expected)
    stop.abort()
    await devnet.close()
  },
)

test('a fork from 100 on is caught wherever it is met first', async () => {
  const expected = await honestRows()
  const devnet = await testDevnet({ nodes: 3 })
  await fault(devnet, { node: 0, fault: 'lie', lie: 'fork', height: 100 })
  await follow(devnet)
  await stateIs('ended')
  const [liar] =
    await database.sql`select verdict, (proof->>'height')::int height from endpoint where name = 'node0'`
  expect(liar?.verdict).toBe('lying')
  expect(liar?.height).toBeGreaterThanOrEqual(100)
  expect(await derived()).toEqual(expected)
  stop.abort()
  await devnet.close()
})

test('a changed transaction log, which nothing proves, changes nothing that is stored', async () => {
  const expected = await honestRows()
  const devnet = await testDevnet({})
  await fault(devnet, { node: 0, fault: 'lie', lie: 'transaction_log', height: 118 })
  await follow(devnet)
  await stateIs('ended')
  expect(await derived()).toEqual(expected)
  stop.abort()
  await devnet.close()
})

test('with every endpoint lying there is none to trust, and no wrong number', async () => {
  const devnet = await testDevnet({ nodes: 2 })
  await fault(devnet, { node: 'all', fault: 'lie', lie: 'receipt_amount', height: 100 })
  await follow(devnet)
  await stateIs('no_trusted_endpoint')
  const [{ heights = [] } = {}] =
    await database.sql`select array_agg(height::int) heights from block where height < 417`
  expect(Math.max(...(heights ?? [0]), 0)).toBeLessThan(100)
  stop.abort()
  await devnet.close()
})

async function timeOf(height: number): Promise<Date> {
  const [row] = await database.sql`select at from block where height = ${height}`
  return row?.at
}

test("slots in a declared pause are nobody's, those stored before and those stored later", async () => {
  const { sql } = database
  const devnet = await testDevnet({ speed: 100, atHeight: 200 })
  await follow(devnet)
  const height = async () => (await sql`select max(height)::int as height from block`)[0]?.height ?? 0
  await expect.poll(height, { timeout: 10_000 }).toBeGreaterThan(200)
  const from = await timeOf(180)
  await declarePause(sql, { actor: { kind: 'command', name: 'ada' }, origin: null }, 'network-a', {
    from,
    until: null,
    why: 'a test',
  })
  await stateIs('ended')
  const slots = await sql`select height::int, at, cause from missed_slot order by height, round`
  expect(slots.filter(({ at, cause }) => at >= from && cause !== 'network')).toEqual([])
  expect(slots.filter(({ at, height }) => at >= from && height > 400).length).toBeGreaterThan(0)
  const blamed = slots.filter(({ cause }) => cause === 'delegate').length
  expect(blamed).toBeGreaterThan(0)
  const [counted] = await sql`
    select (select sum(missed_primary + missed_covering)::int from epoch_delegate) as blamed,
           (select sum(network_lost_rounds)::int from epoch) as network`
  expect(counted).toEqual({ blamed, network: slots.length - blamed })
  stop.abort()
  await devnet.close()
})

test('where the audit log stands is published with every epoch that ends at the tip', async () => {
  const { sql } = database
  const devnet = await testDevnet({ speed: 100, atHeight: 200 })
  await follow(devnet)
  await expect.poll(async () => (await sql`select 1 from audit_head`).length, { timeout: 10_000 }).toBe(1)
  await record(sql, { kind: 'worker', name: 'a test' }, null, {
    action: 'tested',
    subject: { kind: 'test', id: '1' },
  })
  await stateIs('ended')
  const epochs = await sql`
    select e.epoch, h.seq
      from epoch e left join audit_head h using (network_id, epoch)
     where e.complete and e.start_height > 200
     order by e.epoch`
  expect(epochs.length).toBeGreaterThan(2)
  expect(epochs.slice(1).map(({ seq }) => seq)).toEqual(epochs.slice(1).map(() => '1'))
  stop.abort()
  await devnet.close()
})

test('two workers on one database derive no block twice, and one goes on when the other ends', async () => {
  const expected = await honestRows()
  const devnet = await testDevnet({ nodes: 2 })
  const config = await configOf(devnet, `${FIXTURES}/a`)
  const first = new AbortController()
  const signals = [first.signal, stop.signal]
  const workers = signals.map((signal, index) => {
    return followNetwork({ sql: database.sql, log, holder: `worker ${index}`, signal }, config)
  })
  await expect
    .poll(async () => (await database.sql`select 1 from block`).length, { interval: 10 })
    .toBeGreaterThan(0)
  first.abort()
  await workers[0]
  await stateIs('ended')
  expect(await derived()).toEqual(expected)
  stop.abort()
  await workers[1]
  await devnet.close()
})

test('another genesis under the same name is another network, and never mixes with the first', async () => {
  const first = await testDevnet({})
  await follow(first)
  await stateIs('ended')
  stop.abort()
  await first.close()
  stop = new AbortController()
  const second = await testDevnet({ folder: `${FIXTURES}/s` })
  const config = { ...(await configOf(second, `${FIXTURES}/s`)), id: 'network-a' }
  void followNetwork({ sql: database.sql, log, holder: 'two', signal: stop.signal }, config)
  const networks = async () => {
    const rows = await database.sql`
      select slug, active, (select count(*)::int from block b where b.network_id = n.id) as blocks
        from network n order by id`
    return rows.map(({ slug, active, blocks }) => [slug.replace(/-[0-9a-f]{8}$/, '-…'), active, blocks])
  }
  await expect.poll(networks, { timeout: 15_000 }).toEqual([
    ['network-a-…', false, 440],
    ['network-a', true, 991],
  ])
  stop.abort()
  await second.close()
})

test('an endpoint that stops, freezes or hangs is left within 5 s', async () => {
  const devnet = await testDevnet({ nodes: 2, speed: 20, atHeight: 200 })
  await follow(devnet)
  const height = async () =>
    (await database.sql`select max(height)::int as height from block`)[0]?.height ?? 0
  await expect.poll(height, { timeout: 10_000 }).toBeGreaterThan(200)
  for (const kind of ['stop', 'freeze', 'hang']) {
    await fault(devnet, { node: 0, fault: kind })
    const before = await height()
    await expect.poll(height, { timeout: 5000, interval: 50 }).toBeGreaterThan(before + 2)
    await fetch(`${devnet.control}/faults/all`, { method: 'DELETE' })
  }
  stop.abort()
  await devnet.close()
})

test('a replay that begins again is followed again from its start', async () => {
  const height = async () =>
    (await database.sql`select max(height)::int as height from block`)[0]?.height ?? 0
  const first = await testDevnet({ speed: 50, atHeight: 300 })
  await follow(first)
  await expect.poll(height, { timeout: 10_000 }).toBeGreaterThan(300)
  stop.abort()
  await first.close()
  stop = new AbortController()
  const again = await testDevnet({ speed: 50, atHeight: 20 })
  await follow(again, `${FIXTURES}/a`, 'two')
  await expect.poll(height, { timeout: 10_000 }).toBeLessThan(100)
  await expect.poll(height, { timeout: 10_000 }).toBeGreaterThan(22)
  stop.abort()
  await again.close()
})

test.each([
  { name: 'a', from: { height: 200 }, first: 177, checkpoints: [5, 6, 7] },
  { name: 'a', from: { epochsBack: 3 }, first: 273, checkpoints: [7, 8, 9] },
  { name: 's', from: { height: 500 }, first: 433, checkpoints: [7, 8, 9, 10, 11, 12] },
])(
  'recording $name followed from $from: lists of the first epochs are a checkpoint, all numbers as from genesis',
  async ({ name, from, first, checkpoints }) => {
    const folder = `${FIXTURES}/${name}`
    const devnet = await testDevnet({ folder, nodes: 2 })
    const config = { ...(await configOf(devnet, folder)), from }
    void followNetwork({ sql: database.sql, log, holder: 'one', signal: stop.signal }, config)
    await stateIs('ended')
    const { sql } = database
    const epochs = await sql`select epoch, start_height::int as start, checkpoint from epoch order by epoch`
    expect(epochs[0]?.start).toBe(first)
    const given = epochs.filter(({ checkpoint }) => checkpoint !== null)
    expect(given.map(({ epoch }) => epoch)).toEqual(checkpoints)
    expect(given.every(({ checkpoint }) => checkpoint.agreed)).toBe(true)
    const checked: CheckedEpoch[] = JSON.parse(readFileSync(`${folder}/checked.json`, 'utf8')).epochs
    for (const { epoch, seats, produced, missed } of checked.filter(
      ({ startHeight }) => startHeight >= first,
    )) {
      const rows = await sql`
      select operator, produced from epoch_delegate where epoch = ${epoch} and seat is not null order by seat`
      expect(rows.map(({ operator }) => operator)).toEqual(seats)
      expect(Object.fromEntries(rows.map((row) => [row.operator, row.produced]))).toEqual(produced)
      const slots = await sql`
      select height::int, round, operator, kind, cause from missed_slot where epoch = ${epoch} order by height, round`
      expect([...slots]).toEqual(missed)
    }
    stop.abort()
    await devnet.close()
  },
)
