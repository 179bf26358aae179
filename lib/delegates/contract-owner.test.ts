import { expect, test } from 'vitest'
import { verdictOf } from './contract-owner.ts'

test.each([
  { answers: [], verdict: 'not_answered' },
  { answers: [null], verdict: 'not_answered' },
  { answers: [true], verdict: 'yes' },
  { answers: [false], verdict: 'no' },
  { answers: [true, null], verdict: 'not_answered' },
  { answers: [true, true], verdict: 'yes' },
  { answers: [true, true, null], verdict: 'yes' },
  { answers: [true, null, null], verdict: 'not_answered' },
  { answers: [true, true, false], verdict: 'no' },
  { answers: [null, false], verdict: 'no' },
])('$answers of endpoints is $verdict', ({ answers, verdict }) => {
  expect(verdictOf(answers)).toBe(verdict)
})
