import { expect, test } from 'vitest'
import type { HaltView } from '#lib/board/schema.ts'
import { haltAdvice, hasTheTip } from './halt-words.ts'
import { haltSeat } from './testing/board-view.ts'

/** Block 13 does not come; 3 of 4 seats are needed. */
const HALT: HaltView = {
  kind: 'too_few_seats',
  since: '2026-01-01T00:03:30.000Z',
  height: 13,
  epoch: 2,
  place: { what: 'middle', detail: 'block 5 of 8 in epoch 2' },
  roundsLost: 70,
  needed: 3,
  atTip: [haltSeat(0, 12)],
  behind: [],
  missing: [haltSeat(1, 12), haltSeat(2, 11), haltSeat(3, null)],
  unknown: [],
}

test.each([
  { height: 11, has: false },
  { height: 12, has: true },
  { height: null, has: false }, // no answer is not the tip
])('a missing node last seen at $height has the last block: $has', ({ height, has }) => {
  expect(hasTheTip(haltSeat(1, height), HALT)).toBe(has)
})

test('too few: how many must come back, and which first', () => {
  expect(haltAdvice(HALT, [])).toBe(
    '2 more seats must come back before a block can be made. Start those that have block 12 first; a node that is behind gets no blocks until one is made.',
  )
  const two = { ...HALT, atTip: [haltSeat(0, 12), haltSeat(1, 12)], missing: [haltSeat(2, 11)] }
  expect(haltAdvice(two, [])).toMatch(/^1 more seat must .* No missing node is known to have block 12;/)
})

test('disagreement: restarting does not help; several versions are named as the place to look', () => {
  const halt = { ...HALT, kind: 'seats_disagree' as const, atTip: HALT.missing }
  const one = { version: 'v2.4.4', nodes: 4, seats: 4 }
  expect(haltAdvice(halt, [one])).toMatch(
    /^Restarting more nodes does not help: 3 seats are at the tip and 3 are needed/,
  )
  expect(haltAdvice(halt, [one])).toContain('what the nodes log')
  expect(haltAdvice(halt, [one, { version: 'v2.2.2', nodes: 2, seats: 1 }])).toContain('2 versions')
  expect(haltAdvice(halt, [one, { version: 'v2.2.2', nodes: 2, seats: 0 }])).toContain('what the nodes log')
})

test('cannot tell: says how much is seen, and whom to ask', () => {
  const halt = { ...HALT, kind: 'cannot_tell' as const, missing: [], unknown: HALT.missing }
  expect(haltAdvice(halt, [])).toMatch(/^Seen at the tip: 1 of the 3 seats needed; not seen at all: 3\. Ask/)
})
