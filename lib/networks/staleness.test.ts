import { expect, test } from 'vitest'
import { staleness } from './staleness.ts'

const NOW = 1_000_000

test.each([
  { checked: 15_000, answered: 15_000, expected: { stale: false } },
  {
    checked: 15_001,
    answered: 0,
    expected: { stale: true, reason: 'network_unwatched', sinceMs: NOW - 15_001 },
  },
  {
    checked: 0,
    answered: 15_001,
    expected: { stale: true, reason: 'page_unanswered', sinceMs: NOW - 15_001 },
  },
])('looked at $checked ms ago, answered $answered ms ago', ({ checked, answered, expected }) => {
  const seen = { state: 'live', checkedAtMs: NOW - checked, answeredAtMs: NOW - answered } as const
  expect(staleness(seen, NOW)).toEqual(expected)
})

test('a recording that has ended need not be looked at, but must be answered for', () => {
  expect(staleness({ state: 'ended', checkedAtMs: 1, answeredAtMs: NOW }, NOW)).toEqual({ stale: false })
  expect(staleness({ state: 'ended', checkedAtMs: NOW, answeredAtMs: 1 }, NOW)).toMatchObject({ stale: true })
})

test('a network that nobody has looked at yet is not stale', () => {
  expect(staleness({ state: 'unreachable', checkedAtMs: null, answeredAtMs: NOW }, NOW)).toEqual({
    stale: false,
  })
})
