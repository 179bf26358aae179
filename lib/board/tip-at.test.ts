import { expect, test } from 'vitest'
import type { SlotView } from './schema.ts'
import { tipAt } from './tip-at.ts'

const slot = (height: number, at: number, state: SlotView['state']): SlotView => {
  const common = { round: 0, seat: 0, operator: 'o', name: null, provisional: false, run: 0 }
  return { ...common, height, state, at: new Date(at).toISOString() }
}

/** Blocks every 2.5 s; the round at 7.5 s was lost. */
const slots = [
  slot(7, 2500, 'produced'),
  slot(8, 5000, 'late'),
  slot(9, 7500, 'missed'),
  slot(9, 10_000, 'produced'),
]

test.each([
  { ms: 4999, height: null },
  { ms: 5000, height: 7 },
  { ms: 7499, height: 7 },
  { ms: 7500, height: 8 },
  { ms: 12_499, height: 8 },
  { ms: 12_500, height: 9 },
  { ms: 99_999, height: 9 },
])('at $ms ms the tip was $height', ({ ms, height }) => {
  expect(tipAt(slots, 2500)(ms)).toBe(height)
})
