import { expect, test } from 'vitest'
import type { SlotView } from './schema.ts'
import { turnStart, turnsOf } from './turns.ts'

function slot(height: number, round: number, state: SlotView['state']): SlotView {
  const seat = (height + round) % 4
  return { height, round, seat, state, operator: `o${seat}`, name: null, provisional: false, run: 0, at: '' }
}

test('a seat has its own slot, and slots in which it stood in for others, in one cell of the turn', () => {
  const slots = [slot(1, 0, 'produced'), slot(2, 0, 'missed'), slot(2, 1, 'produced'), slot(3, 0, 'produced')]
  const [turn] = turnsOf(slots, 1, 4, 1)
  expect(turn?.cells.map(({ seat }) => seat)).toEqual([1, 2, 3, 0])
  expect(turn?.cells.map(({ own }) => own?.state ?? null)).toEqual(['produced', 'missed', 'produced', null])
  expect(turn?.cells[2]?.covering).toEqual([slot(2, 1, 'produced')])
})

test('a height whose block came in a later round because the one before was late has no own slot', () => {
  const [turn] = turnsOf([slot(1, 0, 'late'), slot(2, 1, 'produced')], 1, 4, 1)
  expect(turn?.cells[1]).toEqual({ seat: 2, height: 2, own: null, covering: [] })
})

test.each([
  { height: 5, start: 5 },
  { height: 8, start: 5 },
  { height: 9, start: 9 },
  { height: 4, start: 1 },
])('the turn of $height starts at $start, counted from an epoch that starts at 5', ({ height, start }) => {
  expect(turnStart(height, 5, 4)).toBe(start)
})
