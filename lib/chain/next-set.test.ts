import { expect, test } from 'vitest'
import type { PollCandidate } from './candidates.ts'
import { mainnet } from './mainnet.ts'
import { decidedUnproductive, nextSet, type OpenEpochFacts } from './next-set.ts'
import type { NetworkParams } from './params.ts'

// 2 seats of 3 candidates, 20 turns of 2 blocks: 20 blocks expected of each, 17 are 85 %.
const network: NetworkParams = {
  ...mainnet,
  seats: 2,
  candidateSeats: 3,
  eras: mainnet.eras.slice(0, 1).map((era) => ({ ...era, subEpochs: 20 })),
  forks: { easter: 1 },
}
const [A = '', B = '', C = ''] = mainnet.exemptOperators
const LIST: PollCandidate[] = [
  { operator: A, identity: '', reward: A, votes: 90n },
  { operator: B, identity: '', reward: B, votes: 80n },
  { operator: C, identity: '', reward: C, votes: 70n },
]

function facts(producedA: number, producedB: number): OpenEpochFacts {
  return {
    epoch: 2,
    tipHeight: 40 + producedA + producedB,
    seats: [
      { operator: A, identity: '', producedBlocks: producedA },
      { operator: B, identity: '', producedBlocks: producedB },
    ],
    unproductive: [],
    knownFromEpoch: 1,
    onProbation: [],
  }
}

test.each([
  { produced: 17, remaining: 3, decided: false },
  { produced: 16, remaining: 1, decided: null },
  { produced: 16, remaining: 0, decided: true },
  { produced: 10, remaining: 6, decided: true },
  { produced: 10, remaining: 7, decided: null },
])('$produced of 20 with $remaining blocks to come: $decided', ({ produced, remaining, decided }) => {
  expect(decidedUnproductive(produced, remaining, 20, 85)).toBe(decided)
})

test('without a poll result the current list is the basis, and nothing is certain', () => {
  expect(nextSet(network, facts(20, 20), null, LIST)).toMatchObject({
    basis: 'current_votes',
    certain: false,
    epoch: 3,
  })
})

test("at the epoch's end all is certain, and who was unproductive is cut", () => {
  const next = nextSet(network, facts(24, 16), LIST, [])
  expect(next).toMatchObject({ basis: 'poll_result', certain: true })
  expect(next.candidates.map(({ operator, votes }) => [operator, votes])).toEqual([
    [A, 90n],
    [C, 70n],
    [B, 8n],
  ])
})

test('certain as soon as both seats have their 85 %, and not a block sooner', () => {
  expect(nextSet(network, facts(17, 17), LIST, []).certain).toBe(true)
  expect(nextSet(network, facts(17, 16), LIST, []).certain).toBe(false)
})

test('certain with a seat that cannot reach 85 % any more', () => {
  expect(nextSet(network, facts(24, 10), LIST, []).certain).toBe(true) // 6 to come
  expect(nextSet(network, facts(23, 10), LIST, []).certain).toBe(false) // 7 to come
})

test('an open seat that is on probation anyway leaves nothing open', () => {
  const before = { ...facts(17, 16), unproductive: [{ epoch: 1, keys: [B] }] }
  expect(nextSet(network, before, LIST, []).certain).toBe(true)
})

test('never certain while earlier epochs that weigh on it are not known', () => {
  expect(nextSet(network, { ...facts(17, 17), knownFromEpoch: 2 }, LIST, []).certain).toBe(false)
})

test('where earlier epochs are not known, who is on probation now stays on it', () => {
  const next = nextSet(network, { ...facts(20, 20), knownFromEpoch: 2, onProbation: [C] }, LIST, [])
  expect(next.candidates.find(({ operator }) => operator === C)?.votes).toBe(7n)
})

test('a seat that can still make it is taken to produce its remaining slots', () => {
  expect(
    nextSet(network, facts(10, 10), LIST, []).candidates.every(({ probationCount }) => probationCount === 0),
  ).toBe(true)
})
