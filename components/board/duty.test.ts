import { expect, test } from 'vitest'
import { dutyAt } from './duty.ts'
import { seat } from './testing/board-view.ts'

const FROM = Date.UTC(2026, 0, 1)
const DUTY = {
  seat: 2,
  operator: 'o2',
  name: 'birch',
  height: 14,
  round: 0,
  from: '2026-01-01T00:00:00.000Z',
  until: '2026-01-01T00:00:02.500Z',
}

const SEATS = [seat(0), seat(1), seat(2), seat(3)]

test.each([
  { afterMs: -400, seat: 2, isAsAnswered: true }, // a viewer's clock may be a little slow
  { afterMs: 2499, seat: 2, isAsAnswered: true },
  { afterMs: 2500, seat: 3, isAsAnswered: false },
  { afterMs: 5000, seat: 0, isAsAnswered: false },
  { afterMs: 12_500, seat: 3, isAsAnswered: false },
])(
  '$afterMs ms after its start, with rounds of 2.5 s, seat $seat of 4 is on duty',
  ({ afterMs, seat, ...rest }) => {
    expect(dutyAt(DUTY, { seats: SEATS }, FROM + afterMs)).toMatchObject({ seat, ...rest })
  },
)

test('the running round ends one interval after it began', () => {
  expect(dutyAt(DUTY, { seats: SEATS }, FROM + 6000)?.untilMs).toBe(FROM + 7500)
})

test('while the seats are not known nobody else can be named', () => {
  expect(dutyAt(DUTY, { seats: [] }, FROM)?.operator).toBe('o2')
  expect(dutyAt(DUTY, { seats: [] }, FROM + 2500)).toBeNull()
})
