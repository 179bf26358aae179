import { expect, test } from 'vitest'
import { mainnet } from './mainnet.ts'
import type { NetworkParams } from './params.ts'
import { lookupKey, probationKey, probationList, probationWindowStart } from './probation.ts'
import { votesOnProbation } from './probation-votes.ts'

test.each([
  [100000000000000000000000000n, 10000000000000000555111512n],
  [1000000000000000000000000000n, 100000000000000005551115123n],
  [2000000000000000000000000n, 200000000000000011102230n],
  [12345678901234567890123456789n, 1234567890123456857544630532n],
  [123456789012345678901234567n, 12345678901234568575446305n],
  [3000000000000000000000001n, 300000000000000016653345n],
  [99999999999999999999999999999999n, 10000000000000000555111512312578n],
  [20_000_000n * 10n ** 18n, 2000000000000000111022302n],
  [10n, 1n],
  [0n, 0n],
])('probation leaves %s Rau of votes %s', (votes, left) => {
  expect(votesOnProbation(votes, 90)).toBe(left)
})

test.each([
  [100, 0n],
  [50, 500n],
  [0, 1000n],
])('an intensity of %i %% leaves 1000 votes %s', (intensity, left) => {
  expect(votesOnProbation(1000n, intensity)).toBe(left)
})

// Epochs of 40 blocks, a period of 3, identities from height 201 on: epoch 6 is the fork epoch.
const network: NetworkParams = {
  ...mainnet,
  seats: 8,
  eras: mainnet.eras.slice(0, 1).map((era) => ({ ...era, subEpochs: 5 })),
  probationEpochs: 3,
  forks: { easter: 1, yapBeta: 201 },
}

test('an unproductive epoch weighs on the next three', () => {
  const history = [{ epoch: 2, keys: ['a'] }]
  expect([2, 3, 4, 5, 6].map((epoch) => probationList(network, epoch, history).get('a') ?? 0)).toEqual([
    0, 1, 1, 1, 0,
  ])
})

test('every unproductive epoch counts once', () => {
  const history = [
    { epoch: 2, keys: ['a', 'b'] },
    { epoch: 3, keys: ['a'] },
  ]
  expect([...probationList(network, 4, history)]).toEqual([
    ['a', 2],
    ['b', 1],
  ])
})

test('what was unproductive before Easter weighs on nothing', () => {
  const late = { ...network, forks: { easter: 81 } } // epoch 3
  expect(probationWindowStart(late, 4)).toBe(3)
  expect(probationList(late, 4, [{ epoch: 2, keys: ['a'] }]).size).toBe(0)
  expect(probationList(late, 4, [{ epoch: 3, keys: ['a'] }]).get('a')).toBe(1)
})

const unnamed = { operator: 'io1operator', identity: '' }
const named = { operator: 'io1operator', identity: 'io1identity' }

test('entries are keyed by operator before YapBeta, by the identity of their own list from it on', () => {
  expect(probationKey(network, 5, named)).toBe('io1operator')
  expect(probationKey(network, 6, unnamed)).toBe('')
  expect(probationKey(network, 7, named)).toBe('io1identity')
})

test('candidates are looked up by operator before YapBeta, by identity from it on', () => {
  expect(lookupKey(network, 5, named)).toBe('io1operator')
  expect(lookupKey(network, 6, unnamed)).toBe('')
  expect(lookupKey(network, 7, named)).toBe('io1identity')
})

test('the fork epoch forgives: nobody is cut in it, and those unproductive in it share one empty key that cuts nobody', () => {
  const history = [
    { epoch: 5, keys: [probationKey(network, 5, unnamed)] },
    { epoch: 6, keys: [probationKey(network, 6, unnamed), probationKey(network, 6, unnamed)] },
  ]
  expect(probationList(network, 6, history).has(lookupKey(network, 6, unnamed))).toBe(false)
  const after = probationList(network, 7, history)
  expect([...after]).toEqual([
    ['io1operator', 1],
    ['', 1],
  ])
  expect(after.has(lookupKey(network, 7, named))).toBe(false)
})

test('a fork in the middle of an epoch: its entries are keyed by identity, its own list is looked up by operator', () => {
  const unaligned = { ...network, forks: { easter: 1, yapBeta: 220 } } // epoch 6 is 201 to 240
  expect(probationKey(unaligned, 6, named)).toBe('io1identity')
  expect(lookupKey(unaligned, 6, named)).toBe('io1operator')
})
