import { expect, test } from 'vitest'
import { mainnet } from './mainnet.ts'
import { missedSlotsBefore, openRoundAt } from './missed-slots.ts'
import type { Parent } from './round.ts'

const HEIGHT = 48_985_562
const PARENT: Parent = {
  height: HEIGHT - 1,
  atMs: 1_780_876_340_000,
  lateRounds: 0,
  committedAtMs: 1_780_876_342_050,
}
const LATE: Parent = { ...PARENT, lateRounds: 2, committedAtMs: PARENT.committedAtMs + 5000 }

test('round 0 misses nothing', () => {
  expect(missedSlotsBefore(mainnet, HEIGHT, 0, PARENT)).toEqual([])
})

test('the first lost round is a primary slot, those after it stand in for it', () => {
  const slots = missedSlotsBefore(mainnet, HEIGHT, 2, PARENT)
  expect(slots.map(({ round, seat, kind, run }) => [round, seat, kind, run])).toEqual([
    [0, 2, 'primary', 2],
    [1, 3, 'covering', 2],
  ])
  expect(slots[0]?.atMs).toBe(1_780_876_342_500)
})

test.each([
  [7, 'delegate'],
  [8, 'network'],
])("of 24 seats 7 may be away: a run of %i is the %s's", (rounds, cause) => {
  const slots = missedSlotsBefore(mainnet, HEIGHT, rounds, PARENT)
  expect(slots).toHaveLength(rounds)
  expect(new Set(slots.map((slot) => slot.cause))).toEqual(new Set([cause]))
})

test('phantom rounds after a late commit blame nobody', () => {
  expect(missedSlotsBefore(mainnet, HEIGHT, 2, LATE)).toEqual([])
  expect(missedSlotsBefore(mainnet, HEIGHT, 4, LATE).map(({ round }) => round)).toEqual([2, 3])
})

test('a block below the first blamable round misses nothing', () => {
  expect(missedSlotsBefore(mainnet, HEIGHT, 0, LATE)).toEqual([])
})

test('a run counts from the first blamable round: 9 rounds after a late commit of 2 are 7 lost ones', () => {
  const slots = missedSlotsBefore(mainnet, HEIGHT, 9, LATE)
  expect(slots.map(({ run, cause }) => [run, cause])).toEqual(Array(7).fill([7, 'delegate']))
})

test("rounds lost at a fork's first height are spaced by the new interval", () => {
  const before = {
    height: 36_893_880,
    atMs: 1_750_297_765_000,
    lateRounds: 0,
    committedAtMs: 1_750_297_769_000,
  }
  const slots = missedSlotsBefore(mainnet, 36_893_881, 2, before)
  expect(slots.map(({ atMs }) => atMs)).toEqual([1_750_297_767_500, 1_750_297_770_000])
})

// Round 0 runs from 342.5 s to 345 s; its block is out by 344.55 s, and half a second more is given to reach us.
test.each([
  [1_780_876_341_000, 0],
  [1_780_876_345_499, 0],
  [1_780_876_345_500, 1],
  [1_780_876_347_999, 1],
  [1_780_876_348_000, 2],
])('at %i the running round is %i', (askedAtMs, round) => {
  expect(openRoundAt(mainnet, PARENT, askedAtMs)).toBe(round)
})

test('after a late commit the running round is never below the first that opened', () => {
  expect(openRoundAt(mainnet, LATE, PARENT.atMs + 1000)).toBe(2)
})
