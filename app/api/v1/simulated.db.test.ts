import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { followNetwork } from '#lib/blocks/follow.service.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { createLog } from '#lib/log.ts'
import { readNetworks } from '#lib/networks/config.client.ts'
import type { NetworkConfig } from '#lib/networks/config.ts'
import { pause } from '#lib/pause.ts'
import { booksOf } from '#workers/devnet/simulation/economy/books.ts'
import { randomStory } from '#workers/devnet/simulation/random-story.ts'
import { type TestNetwork, testNetwork } from '#workers/devnet/simulation/testing.ts'
import { rawClient } from '#workers/devnet/testing.ts'
import { bytesOf, numberOf } from '#workers/devnet/wire/fields.ts'
import { READ_STATE, readStateRequest } from '#workers/devnet/wire/read-state-request.ts'
import { ask } from './testing/ask.ts'
import { epochIsRight } from './testing/checked-epoch.ts'

const SEEDS = [1, 2, 3]
const EPOCHS = 20
const BLOCKS = EPOCHS * 48
const never = new AbortController().signal

type Followed = {
  readonly id: string
  readonly simulated: TestNetwork & { close(): Promise<void> }
  readonly following: Promise<void>
  /** By epoch, the seats that were called certain before it began. */
  readonly forecasts: Map<number, readonly string[]>
}

// 20 epochs of 8 seats at speed 100, 30 faults at random: what Rollcall derives is what the simulation knows.
const stop = new AbortController()
const followed: Followed[] = []
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  Object.assign(globalThis, { rollcallSql: database.sql })
  followed.push(...(await Promise.all(SEEDS.map(follow))))
  for (let tries = 0; (await leastStored()) <= BLOCKS; tries++) {
    if (tries > 1200) throw new Error(`only ${await leastStored()} blocks were followed`)
    for (const one of followed) await keepForecast(one)
    await pause(50, never)
  }
}, 100_000)

afterAll(async () => {
  stop.abort()
  await Promise.all(followed.map(({ following }) => following))
  await Promise.all(followed.map(({ simulated }) => simulated.close()))
  await database.drop()
})

describe.each(SEEDS.map((seed, index) => ({ seed, index })))('faults from seed $seed', ({ index }) => {
  const found = () => followed[index] as Followed

  test('every epoch is as the simulation knows it: seats, production, probation, missed slots and causes', async () => {
    const { id, simulated } = found()
    const epochs = simulated.network.record().epochs.slice(0, EPOCHS)
    for (const epoch of epochs) await epochIsRight(id, epoch)
    const missed = epochs.flatMap((epoch) => epoch.missed)
    expect(missed.length).toBeGreaterThan(30)
    expect(new Set(missed.map(({ cause }) => cause))).toEqual(new Set(['delegate', 'network']))
  })

  test('every set that was called certain came', () => {
    const { simulated, forecasts } = found()
    const { epochs } = simulated.network.record()
    expect(forecasts.size).toBeGreaterThan(0)
    for (const [epoch, seats] of forecasts) {
      expect(seats, `epoch ${epoch}`).toEqual(epochs.find((one) => one.epoch === epoch)?.seats)
    }
  })

  test('reward logs minus claims are what every account can still claim, and the pool adds up', async () => {
    const { network, devnet } = found().simulated
    const node = rawClient(devnet.endpoints.at(-1)?.grpc ?? '')
    const pool = network.plan.params.rewardingPoolAtGenesisRau
    const booksAt = (height: number) => booksOf(blocksTo(network, height))
    const total = await balance(node, 'TotalBalance')
    expect(total.height).toBeGreaterThan(BLOCKS)
    const { incomeRau, claimedRau } = booksAt(total.height)
    expect(total.rau).toBe(pool + incomeRau - claimedRau)
    const available = await balance(node, 'AvailableBalance')
    const books = booksAt(available.height)
    const owed = [...books.unclaimed.values()].reduce((sum, rau) => sum + rau, 0n)
    const totalThen = pool + books.incomeRau - books.claimedRau
    expect(totalThen - available.rau).toBe(owed - books.slashedRau)
    for (const address of books.unclaimed.keys()) {
      const { rau, height } = await balance(node, 'UnclaimedBalance', address)
      expect(rau, address).toBe(booksAt(height).unclaimed.get(address))
    }
    node.close()
  })
})

async function follow(seed: number): Promise<Followed> {
  const story = randomStory(seed, 30, BLOCKS * 2500)
  const simulated = await testNetwork({ seed, speed: 100, historyEpochs: 0, story })
  const id = `practice-${seed}`
  const follower = { sql: database.sql, log: createLog('test'), holder: id, signal: stop.signal }
  const following = followNetwork(follower, { ...(await configOf(simulated)), id })
  return { id, simulated, following, forecasts: new Map() }
}

async function configOf({ devnet }: TestNetwork): Promise<NetworkConfig> {
  const { control, endpoints } = devnet
  const network = await (await fetch(`${control}/network`)).json()
  const nodes = endpoints.map((endpoint) => ({ ...endpoint, gateway: endpoint.gateway ?? false }))
  const [config] = await readNetworks({ replay: { control, network, nodes } })
  if (config === undefined) throw new Error('the simulation is no network')
  return config
}

/** Blocks that were verified of the network that is furthest behind. */
async function leastStored(): Promise<number> {
  const { body } = await ask('/networks')
  const { items } = body as { items: { verifiedTo: number | null }[] }
  return items.length < SEEDS.length ? 0 : Math.min(...items.map(({ verifiedTo }) => verifiedTo ?? 0))
}

/** Keeps what Rollcall says of the next set while it calls it certain. */
async function keepForecast({ id, forecasts }: Followed): Promise<void> {
  const { status, body } = await ask(`/networks/${id}/epochs/next`)
  const next = body as { epoch: number; certain: boolean; seats: { operator: string }[] }
  if (status !== 200 || !next.certain) return
  const operators = next.seats.map(({ operator }) => operator)
  forecasts.set(next.epoch, operators)
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
