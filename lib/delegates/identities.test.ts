import { expect, test } from 'vitest'
import { identitiesIn } from './identities.ts'

const OWNER = 'io1zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3l0jewv'
const OTHER = 'io1scs89jur7qklzh5vfrmha3c40u8yajjx6kvzg9'
const GOOD = { id: OTHER, ownerAddress: OWNER, operatorAddress: OWNER, rewardAddress: OWNER, name: 'alder' }

test('a delegate is known by its id, and by its owner where the list carries none', () => {
  expect(identitiesIn([GOOD])[0]?.id).toBe(OTHER)
  expect(identitiesIn([{ ...GOOD, id: '' }])[0]?.id).toBe(OWNER)
})

test('an id that stands twice is one delegate', () => {
  expect(identitiesIn([GOOD, { ...GOOD, name: 'birch' }])).toHaveLength(1)
})

test.each([
  { ownerAddress: 'x' },
  { operatorAddress: '' },
  { rewardAddress: 'io1' },
  { name: 'a\u0000' },
  { name: '' },
  { name: 'a'.repeat(65) },
])('%j is left out', (change) => {
  expect(identitiesIn([{ ...GOOD, ...change }])).toEqual([])
})
