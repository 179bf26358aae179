import { fromBinary } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { voteWeight } from '#lib/chain/vote-weight.ts'
import { BlockInfoSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import { ReceiptSchema } from '#lib/nodes/gen/iotextypes_pb.ts'
import { epochSet } from '../../generate/epoch-set.ts'
import { networkPlan } from '../shapes.ts'
import { createEconomy } from './create-economy.ts'
import { economyRun } from './economy-run.ts'

const IOTX = 10n ** 18n
const genesisMs = 1_795_300_000_000
const mainnet = networkPlan({ shape: 'mainnet', seed: 1, genesisMs })
const small = networkPlan({ shape: 'small', seed: 1, genesisMs })

describe('votes at genesis', () => {
  const snapshot = createEconomy(mainnet).snapshot(1, genesisMs)
  const iotx = snapshot.map(({ votes }) => Number(votes / IOTX))

  test('44 delegates stand in order, the first near 400 M IOTX, the last just above the threshold', () => {
    expect(snapshot.length).toBe(44)
    expect(iotx[0]).toBeGreaterThan(380_000_000)
    expect(iotx[0]).toBeLessThan(420_000_000)
    expect(iotx[43]).toBeGreaterThan(2_000_000)
    expect(iotx[43]).toBeLessThan(2_200_000)
    expect(snapshot[0]?.operator).toBe(mainnet.delegates[0]?.operator)
  })

  test('nobody has as many votes as another, nor ten times those of the next', () => {
    expect(new Set(snapshot.map(({ votes }) => votes)).size).toBe(44)
    for (const [rank, votes] of iotx.slice(1).entries()) expect(votes).toBeGreaterThan((iotx[rank] ?? 0) / 10)
  })

  test('identities and reward addresses are not always the operator; some share one', () => {
    const { delegates } = mainnet
    expect(delegates.every(({ owner, operator }) => owner !== operator)).toBe(true)
    expect(new Set(delegates.map(({ reward }) => reward)).size).toBeLessThan(44)
    expect(new Set(delegates.map(({ name }) => name)).size).toBe(44)
    expect(delegates.filter(({ name }) => !/^[0-9a-z]{1,12}$/.test(name))).toEqual([])
  })
})

test('votes drift, and stay what the buckets weigh', () => {
  const before = createEconomy(small).reads
  const { reads, snapshot } = economyRun(small, 960).economy
  const changed = small.delegates.filter((_, delegate) => reads.votes(delegate) !== before.votes(delegate))
  expect(changed.length).toBeGreaterThan(3)
  for (const delegate of small.delegates.keys()) {
    const own = reads.buckets().filter((bucket) => bucket.delegate === delegate)
    expect(reads.votes(delegate)).toBe(own.reduce((sum, bucket) => sum + voteWeight(bucket), 0n))
  }
  expect(snapshot(961, genesisMs).length).toBe(14)
})

test('the same seed makes the same blocks, another one others', () => {
  const other = networkPlan({ shape: 'small', seed: 2, genesisMs })
  const [one, same, another] = [small, small, other].map((plan) => economyRun(plan, 100).infos.map(hexOf))
  expect(one).toEqual(same)
  expect(one).not.toEqual(another)
})

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

test('a self-stake slashed below 1,000,000 IOTX takes its delegate out of the next snapshot', () => {
  const short = small.delegates.map((delegate, index) =>
    index === 2 ? { ...delegate, selfStakeRau: 1_000_000n * IOTX - 1n } : delegate,
  )
  const operators = createEconomy({ ...small, delegates: short })
    .snapshot(1, genesisMs)
    .map(({ operator }) => operator)
  expect(operators.length).toBe(13)
  expect(operators).not.toContain(small.delegates[2]?.operator)
})

test('a grant that the fund cannot pay stands as failed and grants nothing', () => {
  const params = { rewardingPoolAtGenesisRau: 10n * IOTX }
  const { infos, economy } = economyRun(networkPlan({ shape: 'small', seed: 1, genesisMs, params }), 4)
  const grants = infos.map((info) =>
    fromBinary(ReceiptSchema, fromBinary(BlockInfoSchema, info).receipts.at(-1) ?? new Uint8Array(0)),
  )
  expect(grants.map(({ status, logs }) => [Number(status), logs.length])).toEqual([
    [1, 1],
    [1, 1],
    [0, 0],
    [0, 0],
  ])
  expect(economy.reads.availableAt(4)).toBeLessThan(4n * IOTX)
})

test('balances of the past are kept for 5,000 blocks, then said to be gone', () => {
  const reads = entered(5300)
  const then = entered(300)
  const reward = small.delegates[1]?.reward ?? ''
  expect(then.unclaimedAt(reward, 300)).toBeGreaterThan(0n)
  for (const name of ['totalAt', 'availableAt', 'actionsAt'] as const) {
    expect(reads[name](300)).toBe(then[name](300))
    expect(reads[name](299)).toBe(null)
  }
  expect(reads.unclaimedAt(reward, 300)).toBe(then.unclaimedAt(reward, 300))
  expect(reads.unclaimedAt(reward, 299)).toBe(null)
})

/** What an economy says after so many blocks of one set, none of them written. */
function entered(blocks: number) {
  const { params, delegates } = small
  const economy = createEconomy(small)
  const set = epochSet(params, 1, economy.snapshot(1, genesisMs), [])
  for (let height = 1; height <= blocks; height++) {
    const producer = delegates[height % delegates.length]
    if (producer === undefined) throw new RangeError('there are no delegates')
    economy.enter({ height, atMs: genesisMs + height * 2500, producer, set, pollResult: null, short: null })
  }
  return economy.reads
}
