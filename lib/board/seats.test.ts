import { expect, test } from 'vitest'
import type { NodeSight, PollSight, RelaySight } from '#lib/nodes/sight.ts'
import { marginOf } from './margin.ts'
import { nodeView, versionCounts } from './node-views.ts'
import type { SlotView } from './schema.ts'
import { seatsInHalt, seatViews } from './seats.ts'

/** A slot of the one seat here, `at` in seconds. */
function slot(state: SlotView['state'], at: number): SlotView {
  const when = new Date(at * 1000).toISOString()
  return {
    height: at,
    round: 0,
    seat: 0,
    operator: 'o',
    name: null,
    state,
    provisional: false,
    run: 0,
    at: when,
  }
}
const made = (at: number) => slot('produced', at)
const missed = (at: number) => slot('missed', at)

const TIP = 200
/** Asked in second 200, answering since second 0. */
function poll(more: Partial<PollSight>): NodeSight {
  const common = {
    endpoint: 'a',
    answers: true,
    reason: null,
    sinceMs: 0,
    atMs: 200_000,
    height: TIP,
    version: 'v2',
  }
  return { relay: null, poll: { ...common, startedAtMs: null, peers: 5, consensus: null, ...more } }
}
const down = (sinceSeconds: number): NodeSight =>
  poll({ answers: false, reason: 'refused', sinceMs: sinceSeconds * 1000 })
function heard(changedSeconds: number, height = TIP): NodeSight {
  const times = { firstSeenAtMs: 0, changedAtMs: changedSeconds * 1000, heardAtMs: 200_000 }
  const relay: RelaySight = { height, version: 'v2', relays: 2, ...times }
  return { poll: null, relay }
}

function seatOf(slots: readonly SlotView[], sight: NodeSight | null) {
  const sights = new Map(sight === null ? [] : [['o', sight]])
  const [seat] = seatViews([{ seat: 0, operator: 'o', name: null }], slots, sights, () => TIP)
  return seat
}

test.each([
  ['nothing is known', [], null, 'unknown', null],
  ['only slots lost by the network', [slot('lost_by_network', 150)], null, 'unknown', null],
  ['its newest slot was produced', [missed(100), made(150)], null, 'here', 'chain'],
  ['its newest slot came late', [slot('late', 150)], null, 'here', 'chain'],
  [
    "a slot lost at the open height may be anybody's",
    [made(100), { ...missed(150), provisional: true }],
    null,
    'here',
    'chain',
  ],
  ['its newest slot was missed', [made(100), missed(150)], null, 'away', 'chain'],
  ['its node answers at the tip', [], poll({}), 'here', 'poll'],
  ['its node is two blocks behind: on their way', [], poll({ height: 198 }), 'here', 'poll'],
  ['its node is three blocks behind', [], poll({ height: 197 }), 'behind', 'poll'],
  ['its node has no peers', [made(150)], poll({ peers: 0 }), 'away', 'poll'],
  ['its node refuses, after its last block', [made(150)], down(160), 'away', 'poll'],
  ['its node refuses, and it produced since', [made(170)], down(160), 'here', 'chain'],
  ['its node answers all the time, and it missed', [missed(150)], poll({}), 'away', 'chain'],
  ['its node came back after it missed', [missed(150)], poll({ sinceMs: 160_000 }), 'here', 'poll'],
  ['its node was started after it missed', [missed(150)], poll({ startedAtMs: 160_000 }), 'here', 'poll'],
  [
    'a shut door tells nothing of its node',
    [made(150)],
    poll({ answers: false, reason: 'tls' }),
    'here',
    'chain',
  ],
  ['others heard of it 90 s ago', [], heard(110), 'here', 'relay'],
  ['others heard of it longer ago', [], heard(109), 'away', 'relay'],
  ['others heard of it long ago, but it produced since', [made(150)], heard(50), 'here', 'chain'],
] as const)('%s', (_what, slots, sight, presence, seenBy) => {
  expect(seatOf(slots, sight)).toMatchObject({ presence, seenBy })
})

test('since when it is away: the first slot missed in a row, or the silence of its node', () => {
  const slots = [missed(10), made(50), missed(100), slot('lost_by_network', 120), missed(150)]
  expect(seatOf(slots, null)).toMatchObject({
    ...{ missedInARow: 2, since: '1970-01-01T00:01:40.000Z', reason: 'missed its last 2 slots' },
    ...{ height: 50, seenAt: '1970-01-01T00:00:50.000Z' },
  })
  expect(seatOf([made(50)], down(160))).toMatchObject({
    ...{ missedInARow: 0, since: '1970-01-01T00:02:40.000Z', reason: 'its node refuses connections' },
  })
})

test('in a halt seats are what the halt says of them', () => {
  const seats = seatViews([{ seat: 0, operator: 'o', name: null }], [], new Map([['o', poll({})]]), () => TIP)
  const holder = { seat: 0, operator: 'o', name: null, height: TIP, version: null }
  const standby = { ...holder, since: null, reason: 'its node answers, but takes no part in consensus' }
  const place = { what: 'middle', detail: '' } as const
  const view = {
    ...{ kind: 'too_few_seats' as const, since: '', height: 201, epoch: 1, place, roundsLost: 8, needed: 3 },
    ...{ atTip: [], behind: [], missing: [standby], unknown: [] },
  }
  expect(seatsInHalt(seats, view)).toMatchObject([{ presence: 'away', reason: standby.reason, height: TIP }])
})

test.each([
  { presences: ['here', 'here', 'here', 'here'], away: 0, unknown: 0, left: 1 },
  { presences: ['here', 'here', 'here', 'away'], away: 1, unknown: 0, left: 0 },
  { presences: ['here', 'here', 'here', 'unknown'], away: 0, unknown: 1, left: 0 },
  { presences: ['here', 'behind', 'away', 'unknown'], away: 2, unknown: 1, left: 0 },
  { presences: [], away: 0, unknown: 4, left: 0 },
] as const)('of 4 seats, 3 needed: $presences leaves $left', ({ presences, away, unknown, left }) => {
  const seats = presences.map((presence) => ({ presence }))
  expect(marginOf(seats, 4)).toEqual({ needed: 3, seats: 4, mayBeAway: 1, away, unknown, left })
})

test.each([
  ['nobody saw one', null, { presence: 'unknown', seenBy: null, height: null, heightLag: null }],
  [
    'its own endpoint',
    poll({ height: 195 }),
    { presence: 'behind', seenBy: 'poll', heightLag: 5, version: 'v2' },
  ],
  ['silent', down(160), { presence: 'down', seenAt: '1970-01-01T00:02:40.000Z' }],
  [
    'heard below the tip: the news may be old',
    heard(150, 180),
    { presence: 'up', seenBy: 'relay', heightLag: 20 },
  ],
  ['heard of long ago', heard(100), { presence: 'down' }],
] as const)("a candidate's node: %s", (_what, sight, view) => {
  expect(nodeView(sight ?? undefined, undefined, () => TIP)).toMatchObject(view)
})

test('versions are counted with the most seats first', () => {
  const sights = new Map([
    ['a', heard(1)],
    ['b', poll({ version: 'v1' })],
    ['c', poll({ version: 'v1' })],
    ['d', poll({ version: null })],
  ])
  expect(versionCounts(sights, new Set(['a', 'b', 'c']))).toEqual([
    { version: 'v1', nodes: 2, seats: 2 },
    { version: 'v2', nodes: 1, seats: 1 },
    { version: null, nodes: 1, seats: 0 },
  ])
})
