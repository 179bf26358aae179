import { expect, test } from 'vitest'
import vector from './fixtures/proposer-rotation.json' with { type: 'json' }
import { mainnet } from './mainnet.ts'
import { missedSlotsBefore } from './missed-slots.ts'
import { proposerSeat } from './proposer.ts'
import { roundOf } from './round.ts'
import { shuffled } from './shuffle.ts'
import { tiePriority, voteSorted } from './vote-sort.ts'

// Any 36 addresses in a known order do: these are the ones the fact sheet computed its vectors with.
const LIST = mainnet.exemptOperators

test.each([
  [
    48_985_561,
    '11,29,33,23,32,25,8,16,2,35,17,7,28,24,3,10,34,26,6,22,21,19,5,27,13,1,18,0,9,14,31,12,30,4,20,15',
  ],
  [
    48_987_001,
    '34,20,33,22,14,13,35,24,11,4,3,31,7,21,8,29,30,12,15,0,25,16,19,10,17,1,6,27,2,5,32,23,26,9,18,28',
  ],
])('36 operators are drawn for the epoch that begins at %i', (startHeight, order) => {
  const drawn = shuffled(LIST, startHeight).map((operator) => LIST.indexOf(operator))
  expect(drawn.join()).toBe(order)
})

test('vector: the seats of epoch 63000', () => {
  const drawn = shuffled(vector.blockProducersByVotes, Number(vector.epochStartHeight))
  expect(drawn.slice(0, 24)).toEqual(vector.activeInProposerOrder)
})

test('vector: who produced and who missed the first blocks of epoch 63000', () => {
  const seats = vector.activeInProposerOrder
  let atMs = 1_783_530_000_000 - 2500
  for (const block of vector.blocks) {
    const height = Number(block.height)
    const parent = { height: height - 1, atMs, lateRounds: 0, committedAtMs: atMs + 2050 }
    const round = roundOf(mainnet, height, block.timestampMs, parent)
    expect(round).toBe(block.roundsSkipped)
    expect(seats[proposerSeat(mainnet, height, round)]).toBe(block.producer)
    expect(missedSlotsBefore(mainnet, height, round, parent).map(({ seat }) => seats[seat])).toEqual(
      block.missed,
    )
    atMs = block.timestampMs
  }
})

test.each([
  [48_985_561, ['7878299211670941146', '15065102228816387395', '5816935907311954327', '2395488240056748215']],
  [
    1_749_000_000,
    ['2032047551745300606', '15093982685377401999', '2429272738309005408', '2022170071244821644'],
  ],
])('votes decide first, ties by priority under the seed %i', (seed, priorities) => {
  const entries = [10n, 10n, 10n, 11n, 0n].map((votes, index) => ({ operator: LIST[index] ?? '', votes }))
  const sorted = voteSorted(entries, seed).map(({ operator }) => operator)
  expect(sorted.map((operator) => LIST.indexOf(operator))).toEqual([3, 0, 2, 1, 4])
  expect(sorted.slice(0, 4).map((operator) => tiePriority(operator, seed).toString())).toEqual(priorities)
})

test('names are sorted as operators are: delta, then three with equal votes', () => {
  const entries = [
    ['alpha', 5n],
    ['beta', 5n],
    ['gamma', 5n],
    ['delta', 6n],
  ] as const
  const sorted = voteSorted(
    entries.map(([operator, votes]) => ({ operator, votes })),
    1_780_790_400,
  )
  expect(sorted.map(({ operator }) => operator)).toEqual(['delta', 'alpha', 'beta', 'gamma'])
})
