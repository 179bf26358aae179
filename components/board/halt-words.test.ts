import { expect, test } from 'vitest'
import type { HaltView } from '#lib/board/schema.ts'
import { haltAdvice, startFirst } from './halt-words.ts'
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
  { heights: [12, 7, 6, null], first: [0, 1] }, // within the six blocks that pass between two looks, and just beyond
  { heights: [5, 12], first: [1] },
  { heights: [7, 12], first: [1, 0] },
  { heights: [null, null], first: [] }, // no answer is no height
])('of missing nodes last seen at $heights those to start first are $first', ({ heights, first }) => {
  const missing = heights.map((height, number) => haltSeat(number, height))
  expect(startFirst({ ...HALT, missing }).map(({ seat }) => seat)).toEqual(first)
})

test('nobody is to be started where the seats disagree', () => {
  expect(startFirst({ ...HALT, kind: 'seats_disagree' })).toEqual([])
})

test('too few: how many must come back, and which first', () => {
  expect(haltAdvice(HALT, [])).toBe(
    '2 more seats must come back before a block can be made. Start those first that were seen highest; a node that is behind gets no blocks until one is made.',
  )
  const two = { ...HALT, atTip: [haltSeat(0, 12), haltSeat(1, 12)], missing: [haltSeat(2, null)] }
  expect(haltAdvice(two, [])).toMatch(/^1 more seat must .* Of no missing node the height is known;/)
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
