import { expect, test } from 'vitest'
import { presenceCounts, seatPresence } from './presence.ts'
import type { SlotView } from './schema.ts'

function slot(operator: string, state: SlotView['state']): SlotView {
  return { height: 1, round: 0, seat: 0, operator, name: null, state, provisional: false, run: 0, at: '' }
}

test.each([
  { slots: [slot('a', 'missed'), slot('a', 'produced')], presence: 'here' },
  { slots: [slot('a', 'produced'), slot('a', 'missed')], presence: 'away' },
  { slots: [slot('a', 'late')], presence: 'here' },
  { slots: [slot('a', 'missed'), slot('a', 'lost_by_network')], presence: 'away' },
  { slots: [slot('a', 'lost_by_network')], presence: 'unknown' },
  { slots: [], presence: 'unknown' },
])('the newest slot that says anything decides: $presence', ({ slots, presence }) => {
  expect(seatPresence([{ seat: 0, operator: 'a', name: null }], slots)[0]?.presence).toBe(presence)
})

test('seats come in proposer order, candidates without a seat are no part of the quorum', () => {
  const delegates = [
    { seat: 1, operator: 'b', name: null },
    { seat: null, operator: 'c', name: null },
    { seat: 0, operator: 'a', name: null },
  ]
  const seats = seatPresence(delegates, [slot('a', 'missed'), slot('c', 'missed')])
  expect(seats.map(({ operator }) => operator)).toEqual(['a', 'b'])
  expect(presenceCounts(seats)).toEqual({ here: 0, away: 1, unknown: 1 })
})
