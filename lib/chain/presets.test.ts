import { expect, test } from 'vitest'
import { parseAddress } from './address.ts'
import { blocksInEpoch, epochEnd, epochOf, epochStart } from './epoch.ts'
import { mainnet } from './mainnet.ts'
import { testnet } from './testnet.ts'

// Heights and epochs of iotex/vectors/epoch-math-mainnet.json and of the fact sheet's tables 1.2 and 1.3.
test.each([
  [1, 1, 1, 360],
  [360, 1, 1, 360],
  [361, 2, 361, 720],
  [1_816_200, 5045, 1_815_841, 1_816_200],
  [1_816_201, 5046, 1_816_201, 1_816_920],
  [36_893_880, 53_764, 36_893_161, 36_893_880],
  [36_893_881, 53_765, 36_893_881, 36_895_320],
  [36_895_321, 53_766, 36_895_321, 36_896_760],
  [48_985_561, 62_162, 48_985_561, 48_987_000],
  [50_192_822, 63_000, 50_192_281, 50_193_720],
])('mainnet height %i is in epoch %i, %i to %i', (height, epoch, first, last) => {
  expect(epochOf(mainnet, height)).toBe(epoch)
  expect([epochStart(mainnet, epoch), epochEnd(mainnet, epoch)]).toEqual([first, last])
})

test.each([
  [100_080, 278],
  [100_081, 279],
  [31_943_520, 44_505],
  [31_943_521, 44_506],
])('testnet height %i is in epoch %i', (height, epoch) => expect(epochOf(testnet, height)).toBe(epoch))

test('epochs of 360, 720 and 1,440 blocks last an hour each', () => {
  expect([5045, 5046, 53_764, 53_765].map((epoch) => blocksInEpoch(mainnet, epoch))).toEqual([
    360, 720, 720, 1440,
  ])
})

// The epoch beside each fork in table 1.3.
test.each([
  ['pacific', 1201],
  ['aleutian', 2401],
  ['bering', 4201],
  ['cook', 4561],
  ['dardanelles', 5046],
  ['daytonaBlock', 7022],
  ['easter', 8744],
  ['fbkMigration', 9686],
  ['fairbank', 9698],
  ['greenland', 11_613],
  ['hawaii', 18_173],
  ['iceland', 19_592],
  ['jutland', 21_531],
  ['kamchatka', 21_713],
  ['lordHowe', 21_939],
  ['midway', 25_453],
  ['newfoundland', 27_055],
  ['okhotsk', 32_444],
  ['palau', 34_456],
  ['quebec', 37_021],
  ['redsea', 39_613],
  ['sumatra', 42_130],
  ['tsunami', 43_184],
  ['upernavik', 45_821],
  ['vanuatu', 49_372],
  ['wake', 53_765],
  ['xingu', 57_067],
  ['xinguBeta', 57_067],
  ['yap', 62_162],
  ['yapBeta', 62_162],
  ['zanzibar', 65_320],
])('mainnet %s is the start of epoch %i', (fork, epoch) =>
  expect(mainnet.forks[fork]).toBe(epochStart(mainnet, epoch)),
)

test.each([
  ['xingu', 47_753],
  ['xinguBeta', 47_897],
  ['yap', 52_059],
  ['yapBeta', 52_435],
  ['vanuatu', 40_169],
])('testnet %s is in epoch %i', (fork, epoch) =>
  expect(epochOf(testnet, testnet.forks[fork] ?? 0)).toBe(epoch),
)

test('exempt lists are valid addresses, each once', () => {
  for (const [{ exemptOperators }, count] of [
    [mainnet, 36],
    [testnet, 24],
  ] as const) {
    expect(new Set(exemptOperators.map((operator) => parseAddress(operator).toString())).size).toBe(count)
  }
})
