import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { followNetwork } from '#lib/blocks/follow.service.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { createLog } from '#lib/log.ts'
import { readNetworks } from '#lib/networks/config.client.ts'
import type { NetworkConfig } from '#lib/networks/config.ts'
import { pause } from '#lib/pause.ts'
import { randomStory } from '#workers/devnet/simulation/random-story.ts'
import { type TestNetwork, testNetwork } from '#workers/devnet/simulation/testing.ts'
import { rawClient } from '#workers/devnet/testing.ts'
import { bytesOf, numberOf } from '#workers/devnet/wire/fields.ts'
import { READ_STATE, readStateRequest } from '#workers/devnet/wire/read-state-request.ts'
import { ask } from './testing/ask.ts'
import { booksOf } from './testing/books.ts'
import { epochIsRight } from './testing/checked-epoch.ts'

const EPOCHS = 20
const BLOCKS = EPOCHS * 48
const SPAN_MS = BLOCKS * 2500
const never = new AbortController().signal

// 20 epochs of 8 seats at speed 100, 30 faults at random: what Rollcall derives is what the simulation knows.
describe.each([1, 2, 3])('a simulated network with faults from seed %i, followed as it lives', (seed) => {
  const stop = new AbortController()
  const forecasts = new Map<number, readonly string[]>()
  let database: TestDatabase
  let simulated: TestNetwork & { close(): Promise<void> }
  let config: NetworkConfig
  let following: Promise<void>

  beforeAll(async () => {
    database = await testDatabase()
    Object.assign(globalThis, { rollcallSql: database.sql })
    simulated = await testNetwork({
      seed,
      speed: 100,
      historyEpochs: 0,
      story: randomStory(seed, 30, SPAN_MS),
    })
    config = await configOf(simulated)
    following = followNetwork(
      { sql: database.sql, log: createLog('test'), holder: 'test', signal: stop.signal },
      config,
    )
    for (let tries = 0; (await stored()) <= BLOCKS; tries++) {
      if (tries > 1200) throw new Error(`only ${await stored()} blocks were followed`)
      await keepForecast(forecasts)
      await pause(50, never)
    }
  }, 90_000)

  afterAll(async () => {
    stop.abort()
    await following
    await simulated.close()
    await database.drop()
  })

  async function stored(): Promise<number> {
    const { body } = await ask('/networks')
    return (body as { items: { verifiedTo: number | null }[] }).items[0]?.verifiedTo ?? 0
  }

  test('every epoch is as the simulation knows it: seats, production, probation, missed slots and causes', async () => {
    const { epochs } = simulated.network.record()
    for (const epoch of epochs.slice(0, EPOCHS)) await epochIsRight('practice', epoch)
    const missed = epochs.slice(0, EPOCHS).flatMap((epoch) => epoch.missed)
    expect(missed.length).toBeGreaterThan(30)
    expect(new Set(missed.map(({ cause }) => cause))).toEqual(new Set(['delegate', 'network']))
  })

  test('every set that was called certain came', () => {
    const { epochs } = simulated.network.record()
    expect(forecasts.size).toBeGreaterThan(0)
    for (const [epoch, seats] of forecasts) {
      expect(seats, `epoch ${epoch}`).toEqual(epochs.find((one) => one.epoch === epoch)?.seats)
    }
  })

  test('reward logs minus claims are what every account can still claim, and the pool adds up', async () => {
    const { network, devnet } = simulated
    const node = rawClient(devnet.endpoints.at(-1)?.grpc ?? '')
    const pool = network.plan.params.rewardingPoolAtGenesisRau
    const booksAt = (height: number) => booksOf(blocksTo(network, height))
    const total = await balance(node, 'TotalBalance')
    expect(total.height).toBeGreaterThan(BLOCKS)
    expect(total.rau).toBe(pool + booksAt(total.height).poolChangeRau)
    const available = await balance(node, 'AvailableBalance')
    const { unclaimedRau, slashedRau, poolChangeRau } = booksAt(available.height)
    const owed = [...unclaimedRau.values()].reduce((sum, rau) => sum + rau, 0n)
    expect(pool + poolChangeRau - available.rau).toBe(owed - slashedRau)
    for (const address of unclaimedRau.keys()) {
      const { rau, height } = await balance(node, 'UnclaimedBalance', address)
      expect(rau, address).toBe(booksAt(height).unclaimedRau.get(address))
    }
    node.close()
  })
})

async function configOf({ devnet }: TestNetwork): Promise<NetworkConfig> {
  const { control, endpoints } = devnet
  const network = await (await fetch(`${control}/network`)).json()
  const nodes = endpoints.map((endpoint) => ({ ...endpoint, gateway: endpoint.gateway ?? false }))
  const [config] = await readNetworks({ replay: { control, network, nodes } })
  if (config === undefined) throw new Error('the simulation is no network')
  return config
}

/** Keeps what Rollcall says of the next set while it calls it certain. */
async function keepForecast(forecasts: Map<number, readonly string[]>): Promise<void> {
  const { status, body } = await ask('/networks/practice/epochs/next')
  const next = body as { epoch: number; certain: boolean; seats: { operator: string }[] }
  if (status !== 200 || !next.certain) return
  forecasts.set(
    next.epoch,
    next.seats.map(({ operator }) => operator),
  )
}

function* blocksTo({ block }: TestNetwork['network'], tip: number): Iterable<Uint8Array> {
  for (let height = 1; height <= tip; height++) yield block(height)?.info ?? new Uint8Array(0)
}

/** A rewarding read over a client that knows nothing of our own, with the height it holds for. */
async function balance(
  node: ReturnType<typeof rawClient>,
  method: string,
  ...args: string[]
): Promise<{ rau: bigint; height: number }> {
  const given = await node.call(READ_STATE, readStateRequest('rewarding', method, ...args))
  if (!('base64' in given)) throw new Error(`${method}: ${given.text}`)
  const bytes = Buffer.from(given.base64, 'base64')
  return { rau: BigInt(Buffer.from(bytesOf(bytes, 1)).toString()), height: numberOf(bytesOf(bytes, 2), 2) }
}
