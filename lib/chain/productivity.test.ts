import { expect, test } from 'vitest'
import { isUnproductive } from './productivity.ts'
import { mayBeAway, quorumOf } from './quorum.ts'

test.each([
  { producedBlocks: 51, of: 60, unproductive: false }, // exactly 85 %
  { producedBlocks: 50, of: 60, unproductive: true }, // 83.3 %
  { producedBlocks: 26, of: 30, unproductive: false },
  { producedBlocks: 25, of: 30, unproductive: true },
  { producedBlocks: 13, of: 15, unproductive: false },
  { producedBlocks: 12, of: 15, unproductive: true },
  { producedBlocks: 8499, of: 10_000, unproductive: true }, // 84.99 % is not rounded up
  { producedBlocks: 70, of: 60, unproductive: false }, // covered for others
])('$producedBlocks of $of at 85 % → $unproductive', ({ producedBlocks, of, unproductive }) => {
  expect(isUnproductive({ producedBlocks, expectedBlocks: of }, 85)).toBe(unproductive)
})

test('refuses an epoch that expected no blocks', () => {
  const refusal = expect.objectContaining({ code: 'no_expected_blocks' })
  expect(() => isUnproductive({ producedBlocks: 0, expectedBlocks: 0 }, 85)).toThrow(refusal)
})

test.each([
  [24, 17, 7],
  [10, 7, 3],
  [8, 6, 2],
  [4, 3, 1],
  [3, 3, 0],
])('of %i seats %i make the quorum and %i may be away', (seats, quorum, away) => {
  expect([quorumOf(seats), mayBeAway(seats)]).toEqual([quorum, away])
})
