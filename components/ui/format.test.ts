import { expect, test } from 'vitest'
import { age, counted, duration, grouped, iotx, millionsOfVotes, shortened, utc } from './format.ts'

test.each([
  [0, '0 s'],
  [999, '0 s'],
  [-5000, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_725_000, '1 h 2 min'],
  [3_605_000, '1 h'],
  [90_000_000, '1 d 1 h'],
])('%d ms last %s', (ms, words) => {
  expect(duration(ms)).toBe(words)
})

test.each([
  { at: 1000, now: 13_000, words: '12 s ago' },
  { at: 13_000, now: 12_500, words: '0 s ago' },
  { at: 73_000, now: 1000, words: 'in 1 min 12 s' },
])('an instant at $at, told at $now, is $words', ({ at, now, words }) => {
  expect(age(at, now)).toBe(words)
})

test('numbers are grouped, and one is told apart from many', () => {
  expect(grouped(53_551_204)).toBe('53,551,204')
  expect([counted(1, 'slot'), counted(2, 'slot')]).toEqual(['1 slot', '2 slots'])
})

test('sums of Rau are rounded down, never up', () => {
  expect(iotx('1999999999999999999')).toBe('1.99')
  expect(iotx('18750000000000000000000')).toBe('18,750.00')
  expect(millionsOfVotes('412009999000000000000000000')).toBe('412.00')
})

test('an address keeps both of its ends', () => {
  expect(shortened('io1dj5wq29jgzle22tg4cd86mpk825atpmuzt9ty4')).toBe('io1dj5wq…9ty4')
  expect(shortened('short')).toBe('short')
})

test('an instant is told in UTC to the second', () => {
  expect(utc(Date.UTC(2026, 10, 20, 18, 3, 4, 999))).toBe('2026-11-20 18:03:04 UTC')
})
