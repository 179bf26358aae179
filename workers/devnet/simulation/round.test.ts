import { expect, test } from 'vitest'
import { quorumLossOf, roundEnd, type SeatNow } from './round.ts'

// 8 seats: 6 must answer, 2 may be away.
const well: SeatNow = {
  operator: '',
  isThere: true,
  disagrees: false,
  proposesInTime: true,
  votesInTime: true,
  commitVotesArrive: true,
}

function seats(changes: Readonly<Record<number, Partial<SeatNow>>> = {}): SeatNow[] {
  return Array.from({ length: 8 }, (_, seat) => ({ ...well, operator: `io${seat}`, ...changes[seat] }))
}

const away = { isThere: false }
const disagrees = { disagrees: true }
const mute = { commitVotesArrive: false }

test.each([
  ['all are there', seats(), 'committed'],
  ['the proposer is away', seats({ 0: away }), 'lost'],
  ['the proposer computes another state', seats({ 0: disagrees }), 'lost'],
  ['the proposal comes too late', seats({ 0: { proposesInTime: false } }), 'lost'],
  ['as many are away as may be', seats({ 3: away, 4: away }), 'committed'],
  ['one more is away', seats({ 3: away, 4: away, 5: away }), 'lost'],
  ['one away, one disagrees', seats({ 3: away, 4: disagrees }), 'committed'],
  ['two away, one too late with its votes', seats({ 3: away, 4: away, 5: { votesInTime: false } }), 'lost'],
  ['three commit votes are lost', seats({ 3: mute, 4: mute, 5: mute }), 'locked'],
  ['two commit votes are lost', seats({ 3: mute, 4: mute }), 'committed'],
])('%s: %#', (_, now, kind) => {
  expect(roundEnd(now, now[0])).toMatchObject({ kind })
})

test('only those who commit are named', () => {
  const now = seats({ 3: mute, 4: away })
  expect(roundEnd(now, now[0])).toEqual({
    kind: 'committed',
    committers: ['io0', 'io1', 'io2', 'io5', 'io6', 'io7'],
  })
})

test.each([
  ['a quorum is left', seats({ 0: away, 1: away }), null],
  ['three are away', seats({ 0: away, 1: away, 2: away }), 'too_few_seats'],
  ['three disagree', seats({ 0: disagrees, 1: disagrees, 2: disagrees }), 'seats_disagree'],
  [
    'three away, one of the rest disagrees',
    seats({ 0: away, 1: away, 2: away, 3: disagrees }),
    'too_few_seats',
  ],
])('why no quorum came about: %s', (_, now, kind) => {
  expect(quorumLossOf(now)).toBe(kind)
})
