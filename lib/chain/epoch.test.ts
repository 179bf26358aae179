import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blocksInEpoch, epochEnd, epochOf, epochStart, pollResultHeight, subEpochOf } from './epoch.ts'
import { eraAt } from './eras.ts'
import rows from './fixtures/epoch-math-mainnet.json' with { type: 'json' }
import { mainnet } from './mainnet.ts'
import type { NetworkParams } from './params.ts'
import { testnet } from './testnet.ts'

/** 8 seats: 5 turns an epoch, from 81 on 6. */
const small: NetworkParams = {
  ...mainnet,
  seats: 8,
  eras: [
    { fromHeight: 1, blockIntervalMs: 3000, subEpochs: 5, footerDelayMs: 2300, blockRewardRau: 16n },
    { fromHeight: 81, blockIntervalMs: 2500, subEpochs: 6, footerDelayMs: 2050, blockRewardRau: 4n },
  ],
}

test.each([
  { height: 1, epoch: 1, start: 1, end: 360, turn: 0, intervalMs: 10_000 },
  { height: 24, epoch: 1, start: 1, end: 360, turn: 0, intervalMs: 10_000 },
  { height: 25, epoch: 1, start: 1, end: 360, turn: 1, intervalMs: 10_000 },
  { height: 360, epoch: 1, start: 1, end: 360, turn: 14, intervalMs: 10_000 },
  { height: 361, epoch: 2, start: 361, end: 720, turn: 0, intervalMs: 10_000 },
  { height: 432_001, epoch: 1201, start: 432_001, end: 432_360, turn: 0, intervalMs: 10_000 },
  { height: 1_816_200, epoch: 5045, start: 1_815_841, end: 1_816_200, turn: 14, intervalMs: 10_000 },
  { height: 1_816_201, epoch: 5046, start: 1_816_201, end: 1_816_920, turn: 0, intervalMs: 5000 },
  { height: 1_816_920, epoch: 5046, start: 1_816_201, end: 1_816_920, turn: 29, intervalMs: 5000 },
  { height: 1_816_921, epoch: 5047, start: 1_816_921, end: 1_817_640, turn: 0, intervalMs: 5000 },
  { height: 36_893_880, epoch: 53_764, start: 36_893_161, end: 36_893_880, turn: 29, intervalMs: 5000 },
  { height: 36_893_881, epoch: 53_765, start: 36_893_881, end: 36_895_320, turn: 0, intervalMs: 2500 },
  { height: 48_985_560, epoch: 62_161, start: 48_984_121, end: 48_985_560, turn: 59, intervalMs: 2500 },
  { height: 50_000_000, epoch: 62_866, start: 49_999_321, end: 50_000_760, turn: 28, intervalMs: 2500 },
])(
  'mainnet height $height is in epoch $epoch, turn $turn',
  ({ height, epoch, start, end, turn, intervalMs }) => {
    expect(epochOf(mainnet, height)).toBe(epoch)
    expect([epochStart(mainnet, epoch), epochEnd(mainnet, epoch)]).toEqual([start, end])
    expect(subEpochOf(mainnet, height)).toBe(turn)
    expect(eraAt(mainnet, height).blockIntervalMs).toBe(intervalMs)
  },
)

test.each(rows.rows)(
  'vector: mainnet height $height is in epoch $epoch',
  ({ height, epoch, epochStart: start, epochLast }) => {
    expect(epochOf(mainnet, Number(height))).toBe(Number(epoch))
    expect(epochStart(mainnet, Number(epoch))).toBe(Number(start))
    expect(epochEnd(mainnet, Number(epoch))).toBe(Number(epochLast))
  },
)

test.each([
  [100_080, 278],
  [100_081, 279],
  [31_943_520, 44_505],
  [31_943_521, 44_506],
])('testnet height %i is in epoch %i', (height, epoch) => {
  expect(epochOf(testnet, height)).toBe(epoch)
})

test.each([
  [5045, 360],
  [5046, 720],
  [53_764, 720],
  [53_765, 1440],
])('mainnet epoch %i has %i blocks', (epoch, blocks) => {
  expect(blocksInEpoch(mainnet, epoch)).toBe(blocks)
})

test.each([
  [80, 2],
  [81, 3],
  [128, 3],
  [129, 4],
])('an epoch grows with the era: height %i is in epoch %i', (height, epoch) => {
  expect(epochOf(small, height)).toBe(epoch)
})

test('an era that begins inside an epoch lengthens that epoch, and the interval changes at the fork itself', () => {
  const [first, second] = small.eras
  if (first === undefined || second === undefined) throw new Error('two eras')
  const unaligned = { ...small, eras: [first, { ...second, fromHeight: 60 }] }
  expect([epochStart(unaligned, 2), epochEnd(unaligned, 2)]).toEqual([41, 88])
  expect([
    epochOf(unaligned, 59),
    epochOf(unaligned, 60),
    epochOf(unaligned, 88),
    epochOf(unaligned, 89),
  ]).toEqual([2, 2, 2, 3])
  expect([eraAt(unaligned, 59).blockIntervalMs, eraAt(unaligned, 60).blockIntervalMs]).toEqual([3000, 2500])
})

test('the poll result may stand from the middle on: height 36894601 in the first Wake epoch', () => {
  expect(pollResultHeight(mainnet, 53_765)).toBe(36_894_601)
  expect(pollResultHeight(mainnet, 62_162)).toBe(48_986_281)
})

test('every height lies inside its own epoch, and epochs follow each other without a gap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000_000 }), (height) => {
      const epoch = epochOf(mainnet, height)
      expect(epochStart(mainnet, epoch)).toBeLessThanOrEqual(height)
      expect(epochEnd(mainnet, epoch)).toBeGreaterThanOrEqual(height)
      expect(epochStart(mainnet, epoch + 1)).toBe(epochEnd(mainnet, epoch) + 1)
      expect(epochStart(mainnet, epoch) % 24).toBe(1)
    }),
  )
})

test.each([0, -1, 1.5, Number.NaN])('refuses height and epoch %d', (number) => {
  expect(() => epochOf(mainnet, number)).toThrow(expect.objectContaining({ code: 'bad_height' }))
  expect(() => epochStart(mainnet, number)).toThrow(expect.objectContaining({ code: 'bad_epoch' }))
})
