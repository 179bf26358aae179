import { expect, test } from 'vitest'
import type { NetworkParams } from '#lib/chain/params.ts'
import type { NodeSight, PollSight, RelaySight } from '#lib/nodes/sight.ts'
import { haltView, kindOfHalt, placeOf } from './halt.ts'

/** 4 seats: 3 make the quorum. Epochs of 8 blocks; the poll result stands in the fifth. */
const params: NetworkParams = {
  genesisMs: 0,
  chainId: 1,
  evmChainId: 1,
  seats: 4,
  candidateSeats: 6,
  eras: [{ fromHeight: 1, blockIntervalMs: 2500, subEpochs: 2, footerDelayMs: 2050, blockRewardRau: 1n }],
  forks: { easter: 1, yap: 22 },
  epochRewards: [],
  delegatesPaidEpochReward: 0,
  exemptOperators: [],
  foundationBonus: { amountRau: 0n, delegates: 0, epochs: [] },
  rewardingPoolAtGenesisRau: 0n,
  productivityThresholdPercent: 85,
  probationEpochs: 3,
  probationIntensityPercent: 90,
  scoreThresholdRau: 1n,
}

/** The chain stands at block 10 since second 100; nodes were last asked in second 160. */
const HALT_MS = 100_000
const NOW_MS = 160_000

const poll = (more: Partial<PollSight> = {}): NodeSight => ({
  relay: null,
  poll: {
    ...{
      endpoint: 'a',
      answers: true,
      reason: null,
      sinceMs: 0,
      atMs: NOW_MS,
      height: 10,
      version: 'v2.5.0',
    },
    ...{ startedAtMs: 0, peers: 5, consensus: { height: 11, round: 9, movedAtMs: NOW_MS } },
    ...more,
  },
})
const relay = (height: number, changedAtMs: number): NodeSight => {
  const heard: RelaySight = {
    height,
    version: null,
    firstSeenAtMs: 0,
    changedAtMs,
    heardAtMs: NOW_MS,
    relays: 3,
  }
  return { poll: null, relay: heard }
}
const silent = (reason: string) => poll({ answers: false, reason })

function haltOf(sights: readonly (NodeSight | null)[]) {
  const holders = sights.map((_, seat) => ({ seat, operator: `o${seat}`, name: null }))
  const known = sights.flatMap((sight, seat) => (sight === null ? [] : [[`o${seat}`, sight] as const]))
  return haltView(params, { height: 11, roundsLost: 5, sinceMs: HALT_MS, holders, sights: new Map(known) })
}

test.each([
  ['answers at the tip', poll(), 'atTip'],
  ['answers above the tip', poll({ height: 11 }), 'atTip'],
  ['answers one block below', poll({ height: 9 }), 'behind'],
  ['answers, cut off from its peers', poll({ peers: 0 }), 'missing'],
  ['does not say how many peers it has', poll({ peers: null, consensus: null }), 'atTip'],
  [
    'its round moved 10 s ago',
    poll({ consensus: { height: 11, round: 3, movedAtMs: NOW_MS - 10_000 } }),
    'atTip',
  ],
  [
    'its round moved longer ago',
    poll({ consensus: { height: 11, round: 3, movedAtMs: NOW_MS - 10_001 } }),
    'missing',
  ],
  ['its round never moved', poll({ consensus: { height: 1, round: 0, movedAtMs: 0 } }), 'missing'],
  ['refuses', silent('refused'), 'missing'],
  ['does not answer in time', silent('timed_out'), 'missing'],
  ['only its certificate ran out', silent('tls'), 'unknown'],
  ['was not asked since the chain stood still', poll({ atMs: HALT_MS - 1 }), 'unknown'],
  ['nobody ever saw a node of it', null, 'unknown'],
  ['heard of at the tip before the chain stood still', relay(10, HALT_MS - 1), 'unknown'],
  ['heard of at the tip since then', relay(10, HALT_MS), 'atTip'],
  ['heard of below the tip 90 s ago', relay(9, NOW_MS - 90_000), 'behind'],
  ['heard of below the tip longer ago', relay(9, NOW_MS - 90_001), 'missing'],
] as const)('a seat whose node %s', (_what, sight, standing) => {
  const halt = haltOf([sight])
  const stands = (['atTip', 'behind', 'missing', 'unknown'] as const).filter(
    (where) => halt[where].length === 1,
  )
  expect(stands).toEqual([standing])
})

test('its own door may be shut while others still hear it: they are believed', () => {
  const sight = { ...silent('tls'), relay: relay(10, HALT_MS + 1).relay }
  expect(haltOf([sight]).atTip).toMatchObject([{ seat: 0, height: 10 }])
})

test.each([
  { atTip: 3, unknown: 0, kind: 'seats_disagree' },
  { atTip: 4, unknown: 0, kind: 'seats_disagree' },
  { atTip: 2, unknown: 0, kind: 'too_few_seats' },
  { atTip: 2, unknown: 1, kind: 'cannot_tell' },
  { atTip: 0, unknown: 2, kind: 'too_few_seats' },
  { atTip: 0, unknown: 4, kind: 'cannot_tell' },
])('of 4 seats $atTip at the tip and $unknown unknown: $kind', ({ atTip, unknown, kind }) => {
  expect(kindOfHalt(4, atTip, unknown)).toBe(kind)
})

test.each([
  { height: 2, what: 'middle', detail: 'block 2 of 8 in epoch 1' },
  { height: 5, what: 'poll_result', detail: 'the block of epoch 1 that holds the poll result' },
  { height: 8, what: 'last_block', detail: 'the last block of epoch 1' },
  { height: 9, what: 'first_block', detail: 'the first block of epoch 2' },
  { height: 22, what: 'fork', detail: 'the first block of the fork yap' },
  { height: 21, what: 'poll_result', detail: 'the block of epoch 3 that holds the poll result' },
])('height $height is $what', ({ height, what, detail }) => {
  expect(placeOf(params, height)).toEqual({ what, detail })
})

test('a halt of four: who is where, since when, and why', () => {
  const down = poll({ answers: false, reason: 'refused', sinceMs: 90_000, height: 9 })
  const halt = haltOf([poll(), down, poll({ height: 8 }), null])
  expect(halt).toMatchObject({
    ...{
      kind: 'too_few_seats',
      height: 11,
      epoch: 2,
      roundsLost: 5,
      needed: 3,
      since: '1970-01-01T00:01:40.000Z',
    },
    atTip: [{ seat: 0, version: 'v2.5.0' }],
    missing: [
      { seat: 1, height: 9, since: '1970-01-01T00:01:30.000Z', reason: 'its node refuses connections' },
    ],
    behind: [{ seat: 2, reason: 'its node stands 2 blocks behind' }],
    unknown: [{ seat: 3, height: null, reason: 'nobody sees a node of it' }],
  })
})

test('where it is not known who holds the seats nothing can be told', () => {
  expect(haltOf([])).toMatchObject({ kind: 'cannot_tell', atTip: [], missing: [] })
})
