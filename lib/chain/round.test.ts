import { expect, test } from 'vitest'
import { mainnet } from './mainnet.ts'
import type { NetworkParams } from './params.ts'
import { proposerSeat } from './proposer.ts'
import { firstBlamableRound, lateRounds, type Parent, roundBaseMs, roundOf, roundStartMs } from './round.ts'

const YAP = 48_985_562

function parent(height: number, atMs: number, late = 0): Parent {
  return { height, atMs, lateRounds: late, committedAtMs: atMs + late * 2500 + 2050 }
}

test.each([
  { parentMs: 1_780_876_340_000, atMs: 1_780_876_342_500, round: 0, seat: 2 },
  { parentMs: 1_780_876_340_000, atMs: 1_780_876_345_000, round: 1, seat: 3 },
  { parentMs: 1_780_876_340_000, atMs: 1_780_876_350_000, round: 3, seat: 5 },
  { parentMs: 1_780_876_342_500, atMs: 1_780_876_345_000, round: 0, seat: 2 },
  { parentMs: 1_780_876_340_000, atMs: 1_780_876_360_000, round: 7, seat: 9 },
  { parentMs: 1_780_876_340_000, atMs: 1_780_876_362_500, round: 8, seat: 10 },
])(
  'mainnet block 48985562 at $atMs after $parentMs is of round $round',
  ({ parentMs, atMs, round, seat }) => {
    const before = parent(YAP - 1, parentMs)
    expect(roundOf(mainnet, YAP, atMs, before)).toBe(round)
    expect(proposerSeat(mainnet, YAP, round)).toBe(seat)
    expect(roundStartMs(mainnet, YAP, roundBaseMs(mainnet, YAP, before), round)).toBe(atMs)
  },
)

test('the first Wake block counts by its own interval: round 0, seat 1', () => {
  const before = {
    height: 36_893_880,
    atMs: 1_750_297_765_000,
    lateRounds: 0,
    committedAtMs: 1_750_297_769_000,
  }
  expect(roundOf(mainnet, 36_893_881, 1_750_297_767_500, before)).toBe(0)
  expect(proposerSeat(mainnet, 36_893_881, 0)).toBe(1)
})

test('block 1 counts from genesis', () => {
  expect(roundOf(mainnet, 1, mainnet.genesisMs + 10_000, null)).toBe(0)
  expect(roundOf(mainnet, 1, mainnet.genesisMs + 40_000, null)).toBe(3)
})

test('before Bering rounds count from the commit, after it from the proposal of the parent', () => {
  const before: Parent = { height: 9, atMs: 100_000, lateRounds: 0, committedAtMs: 123_000 }
  const young: NetworkParams = { ...mainnet, genesisMs: 0, forks: {} }
  expect(roundBaseMs(young, 10, before)).toBe(120_000)
  expect(roundBaseMs({ ...young, forks: { bering: 10 } }, 10, before)).toBe(100_000)
})

test.each([
  [1_780_876_344_000, 'off_grid'],
  [1_780_876_340_000, 'not_after_parent'],
])('a block at %i is refused: %s', (atMs, code) => {
  const refusal = expect.objectContaining({ code })
  expect(() => roundOf(mainnet, YAP, atMs, parent(YAP - 1, 1_780_876_340_000))).toThrow(refusal)
})

test.each([
  [2050, 0],
  [2050 + 2500, 1],
  [2050 + 7500, 3],
])('a footer %i ms after the header means %i late rounds', (afterMs, late) => {
  expect(lateRounds(mainnet, YAP, 1_780_876_342_500, 1_780_876_342_500 + afterMs)).toBe(late)
})

test.each([2000, 2049, 2051, -450])('a footer %i ms after the header ends no round', (afterMs) => {
  const refusal = expect.objectContaining({ code: 'off_grid' })
  expect(() => lateRounds(mainnet, YAP, 1_780_876_342_500, 1_780_876_342_500 + afterMs)).toThrow(refusal)
})

test('rounds before a late parent committed never opened', () => {
  expect(firstBlamableRound(mainnet, YAP, parent(YAP - 1, 1_780_876_340_000))).toBe(0)
  expect(firstBlamableRound(mainnet, YAP, parent(YAP - 1, 1_780_876_340_000, 2))).toBe(2)
  expect(firstBlamableRound(mainnet, 1, null)).toBe(0)
})

test('a late round before a fork to half the interval hides two of the new rounds', () => {
  const before = {
    height: 36_893_880,
    atMs: 1_750_297_765_000,
    lateRounds: 1,
    committedAtMs: 1_750_297_774_000,
  }
  expect(firstBlamableRound(mainnet, 36_893_881, before)).toBe(2)
})
