import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { wallNow } from '#lib/clock.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { readNetworks } from '#lib/networks/config.client.ts'
import type { NetworkConfig } from '#lib/networks/config.ts'
import { registerNetwork } from '#lib/networks/registry.service.ts'
import { nodeSightsOf } from '#lib/nodes/sights.service.ts'
import { sweepNetwork } from '#lib/nodes/sweep.service.ts'
import type { RunningDevnet } from './devnet/devnet.ts'
import { FIXTURES, testDevnet } from './devnet/testing.ts'

const log = pino({ level: 'silent' })
let database: TestDatabase
let devnet: RunningDevnet
let config: NetworkConfig
let networkId: number
let stop: AbortController

/** Recording A with its first two nodes, stopped at its end. */
beforeEach(async () => {
  stop = new AbortController()
  database = await testDatabase()
  devnet = await testDevnet({ nodes: 2 })
  const replay = { folder: `${FIXTURES}/a`, control: devnet.control, nodes: [...devnet.endpoints] }
  const [network] = await readNetworks({ replay })
  if (network === undefined) throw new Error('no network')
  config = network
  networkId = (await registerNetwork(database.sql, config, new Date())).networkId
  const clock = { anchorWallMs: 0, anchorNetworkMs: 0, speed: 1, endsAtMs: null, endHeight: null }
  await database.sql`update follow_state set clock = ${database.sql.json(clock)}`
})

afterEach(async () => {
  stop.abort()
  await devnet.close()
  await database.drop()
})

function sweep(holder = 'one', signal = stop.signal): Promise<void> {
  return sweepNetwork({ sql: database.sql, log, holder, signal }, config)
}

const OPERATOR_OF_NODE_0 = 'io1gskrxjtclfkyjqwpnf6m8kxafd0sl8mkk8cp49'

test('a sweep tells whose node an endpoint is, what it says of itself, and whom it heard of', async () => {
  void sweep()
  const sights = async () => await nodeSightsOf(database.sql, networkId)
  await expect.poll(async () => (await sights()).size, { timeout: 8000 }).toBeGreaterThan(10)
  const own = (await sights()).get(OPERATOR_OF_NODE_0)
  expect(own?.poll).toMatchObject({ endpoint: 'node0', answers: true, height: 440, reason: null })
  expect(own?.poll?.peers).toBeGreaterThan(0)
  const others = [...(await sights()).values()].filter(({ poll }) => poll === null)
  expect(others.length).toBeGreaterThan(8)
  for (const { relay } of others) expect(relay).toMatchObject({ height: expect.any(Number) })
})

test('an endpoint that stops keeps its operator, its height, and since when it is silent', async () => {
  await database.sql`update follow_state set state = 'slow'`
  void sweep()
  const poll = async () => (await nodeSightsOf(database.sql, networkId)).get(OPERATOR_OF_NODE_0)?.poll
  await expect.poll(async () => (await poll())?.answers, { timeout: 8000 }).toBe(true)
  const before = wallNow()
  const body = JSON.stringify({ node: 0, fault: 'stop' })
  await fetch(`${devnet.control}/faults`, { method: 'POST', body })
  await expect.poll(async () => (await poll())?.answers, { timeout: 9000 }).toBe(false)
  expect(await poll()).toMatchObject({ reason: 'refused', height: 440 })
  expect((await poll())?.sinceMs).toBeGreaterThanOrEqual(before)
}, 20_000)

test('one worker sweeps at a time, and another goes on when it ends', async () => {
  const first = new AbortController()
  const one = sweep('one', first.signal)
  const holder = async () => (await database.sql`select holder from sweep_state`)[0]?.holder
  await expect.poll(holder, { timeout: 5000 }).toBe('one')
  void sweep('two')
  first.abort()
  await one
  await expect.poll(holder, { timeout: 5000 }).toBe('two')
})

test('sights that nobody renews say nothing of now', async () => {
  void sweep()
  const known = async () => (await nodeSightsOf(database.sql, networkId)).size
  await expect.poll(known, { timeout: 8000 }).toBeGreaterThan(0)
  stop.abort()
  await database.sql`update sweep_state set swept_at = now() - interval '61 seconds'`
  expect(await known()).toBe(0)
})
