import { expect, test } from 'vitest'
import { mainnet } from '#lib/chain/mainnet.ts'
import type { Network } from './network.ts'
import { followedFrom, verifiedTo } from './network.ts'
import { expectedStartMs, openHeight } from './open-height.ts'

const TIP_AT = Date.UTC(2026, 10, 1) // on the grid: genesis is a multiple of 2.5 s before it
const network: Network = {
  key: 1,
  slug: 'mainnet',
  name: 'Mainnet',
  kind: 'real',
  pauses: [],
  params: mainnet,
  state: 'live',
  stateSince: new Date(TIP_AT),
  checkedAt: null,
  askedAt: new Date(TIP_AT),
  claimedTip: null,
  clock: null,
  stop: null,
  backfillPerSecond: null,
  tail: null,
  backfill: null,
  tip: { height: 53_533_100, hash: '', at: new Date(TIP_AT), lateRounds: 0 },
}
const askedAfter = (ms: number, more: Partial<Network> = {}) =>
  openHeight({ ...network, askedAt: new Date(TIP_AT + ms), ...more })

test.each([
  [0, 0],
  [5499, 0], // round 0 ends at 5 s, half a second for its block to arrive
  [5500, 1],
  [7999, 1],
  [8000, 2],
])('%i ms after the tip %i rounds are lost', (ms, rounds) => {
  expect(askedAfter(ms)?.lost).toHaveLength(rounds)
})

test('the block is due when its running round would commit', () => {
  expect(askedAfter(0)?.dueAtMs).toBe(TIP_AT + 2500 + 2050)
  expect(askedAfter(5500)?.dueAtMs).toBe(TIP_AT + 5000 + 2050)
})

test('rounds of a parent that committed late never opened: nobody lost them', () => {
  const tip = { height: 53_533_100, hash: '', at: new Date(TIP_AT), lateRounds: 2 }
  expect(askedAfter(9000, { tip })?.lost).toEqual([])
  expect(askedAfter(10_500, { tip })?.lost).toMatchObject([{ round: 2, kind: 'covering' }])
})

test.each(['ended', 'stopped'] as const)('%s: nobody waits for the next height', (state) => {
  expect(askedAfter(60_000, { state })).toBeNull()
})

test('nobody was asked since the tip: nothing is known to be lost', () => {
  expect(openHeight({ ...network, askedAt: null })?.lost).toEqual([])
})

test('a later height starts one interval a block after the tip, each of its own era', () => {
  const tip = { height: 36_893_879, hash: '', at: new Date(TIP_AT), lateRounds: 0 }
  // 36,893,880 is the last of the 5 s era, then two blocks of 2.5 s.
  expect(expectedStartMs(mainnet, tip, null, 36_893_882)).toBe(TIP_AT + 5000 + 2 * 2500)
})

test.each([
  ['tail alone', { fromHeight: 1, nextHeight: 13, untilHeight: null }, null, 12, 1],
  ['no block yet', { fromHeight: 100, nextHeight: 100, untilHeight: null }, null, null, 100],
  ['backfill under way', span(100, 120), { fromHeight: 1, nextHeight: 50, untilHeight: 99 }, 49, 1],
  ['backfill not begun', span(100, 120), { fromHeight: 1, nextHeight: 1, untilHeight: 99 }, null, 1],
  ['backfill done', span(100, 120), { fromHeight: 1, nextHeight: 100, untilHeight: 99 }, 119, 1],
])('verified up to and followed from: %s', (_, tail, backfill, to, from) => {
  expect([verifiedTo({ tail, backfill }), followedFrom({ tail, backfill })]).toEqual([to, from])
})

function span(fromHeight: number, nextHeight: number) {
  return { fromHeight, nextHeight, untilHeight: null }
}
