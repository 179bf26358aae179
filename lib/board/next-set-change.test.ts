import { expect, test } from 'vitest'
import type { NextSetView } from '#lib/epochs/schema.ts'
import type { NodeSight, PollSight } from '#lib/nodes/sight.ts'
import { nextSetChange } from './next-set-change.ts'

const who = (operator: string, seat: number | null) => ({ id: null, operator, name: null, seat })
const delegates = [who('a', 0), who('b', 1), who('c', null), who('d', null)]

function next(...operators: string[]): NextSetView {
  const seats = operators.map((operator, seat) => ({ ...who(operator, seat), seat, rank: 1, votes: '1' }))
  const common = { epoch: 2, startHeight: 9, expectedStartAt: '2026-01-01T00:00:00.000Z', certain: true }
  return { ...common, basis: 'poll_result', seats }
}

const times = { sinceMs: 0, atMs: 200_000, startedAtMs: null, consensus: null }
const node = (more: Partial<PollSight>): NodeSight => {
  const poll = {
    endpoint: 'n',
    answers: true,
    reason: null,
    height: 1,
    version: null,
    peers: 1,
    ...times,
    ...more,
  }
  return { poll, relay: null }
}
const heard = (changedAtMs: number): NodeSight => {
  const relay = { height: 1, version: null, firstSeenAtMs: 0, changedAtMs, heardAtMs: 200_000, relays: 1 }
  return { poll: null, relay }
}

test('who comes and who goes', () => {
  expect(nextSetChange(delegates, next('c', 'a'), new Map())).toMatchObject({
    comes: [{ operator: 'c' }],
    goes: [{ operator: 'b' }],
  })
})

test.each([
  ['no node at all is seen: nobody looks', null, false],
  ['its node answers', node({}), false],
  ['its node refuses', node({ answers: false, reason: 'refused' }), true],
  ['only its door is shut, and nobody else sees it', node({ answers: false, reason: 'tls' }), true],
  ['others heard of it 90 s ago', heard(110_000), false],
  ['others heard of it longer ago', heard(109_999), true],
] as const)('drawn in, %s', (_what, sight, isUnseen) => {
  const sights = new Map(sight === null ? [] : [['c', sight]])
  expect(nextSetChange(delegates, next('c', 'a'), sights).unseen).toHaveLength(isUnseen ? 1 : 0)
})

test('drawn in while only others are seen', () => {
  const { unseen } = nextSetChange(delegates, next('c', 'a'), new Map([['a', node({})]]))
  expect(unseen).toMatchObject([{ operator: 'c' }])
})
