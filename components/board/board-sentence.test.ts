import { expect, test } from 'vitest'
import type { HaltView } from '#lib/board/schema.ts'
import { boardSentence } from './board-sentence.ts'
import { board, haltSeat, NOW, seated } from './testing/board-view.ts'

const ALL_HERE = seated('here', 'here', 'here', 'here')
const ONE_AWAY = seated('here', 'away', 'here', 'here')

test.each([
  { seen: ALL_HERE, words: 'The chain is moving. No seat is away; 1 may be away before it stops.' },
  {
    seen: ONE_AWAY,
    words: 'The chain is moving. 1 of 4 seats is away; none more may be before it stops.',
  },
  {
    seen: seated('here', 'here', 'here', 'unknown'),
    words:
      'The chain is moving. No seat is known to be away, 1 is not seen; none more may be before it stops.',
  },
  {
    seen: seated('behind', 'here', 'unknown', 'unknown'),
    words: 'The chain is moving. 1 of 4 seats is away, 2 are not seen; none more may be before it stops.',
  },
  {
    seen: {
      ...ONE_AWAY,
      margin: { needed: 17, seats: 24, mayBeAway: 7, away: 1, unknown: 0, left: 6 },
    },
    words: 'The chain is moving. 1 of 4 seats is away; 6 more may be before it stops.',
  },
  { seen: {}, words: 'The chain is moving. The seats are not known yet.' },
])('live: $words', ({ seen, words }) => {
  expect(boardSentence(board(seen), NOW)).toBe(words)
})

test('slow says how many rounds are lost at the open height', () => {
  expect(boardSentence(board({ ...ONE_AWAY, lostRounds: 1 }, { state: 'slow' }), NOW)).toMatch(
    /^The chain is slow: 1 round lost after block 12\. 1 of 4 seats is away/,
  )
})

const HALT: HaltView = {
  kind: 'too_few_seats',
  since: '2026-01-01T00:03:30.000Z',
  height: 13,
  epoch: 2,
  place: { what: 'poll_result', detail: 'the block of epoch 2 that holds the poll result' },
  roundsLost: 70,
  needed: 3,
  atTip: [haltSeat(0, 12), haltSeat(1, 12)],
  behind: [],
  missing: [haltSeat(2, 12), haltSeat(3, null)],
  unknown: [],
}

test.each([
  ['too_few_seats', 'The chain stands still for 6 min 30 s: too few seats answer.'],
  [
    'seats_disagree',
    "The chain stands still for 6 min 30 s: the seats are there but refuse each other's blocks.",
  ],
  ['cannot_tell', 'The chain stands still for 6 min 30 s: too few nodes are seen to tell why.'],
] as const)('a halt says since its first lost round, and its kind: %s', (kind, words) => {
  expect(boardSentence(board({ halt: { ...HALT, kind } }, { state: 'stalled' }), NOW)).toBe(words)
})

test('syncing says how far, how fast and how long yet', () => {
  const backfill = { nextHeight: 251, untilHeight: 1000, perSecond: 50 }
  const network = { state: 'syncing', verifiedTo: 250, claimedTip: 1000, backfill } as const
  expect(boardSentence(board({}, network), NOW)).toBe(
    'Catching up: 250 of 1,000 blocks are verified (25 %), 50 blocks/s, about 15 s left.',
  )
  expect(boardSentence(board({}, { state: 'syncing', verifiedTo: null, tip: null }), NOW)).toBe(
    'Catching up: no block is verified yet.',
  )
})

test.each([
  ['ended', /^The replay has ended\. Its last block is 12, block 4 of 8 of epoch 2; no seat was away\.$/],
  ['stopped', /^Counting stopped in epoch 2: block 13 breaks the rules \(seat 1 was due\)\./],
  ['no_trusted_endpoint', /caught giving false blocks\. Shown is what was verified, up to block 12\.$/],
  [
    'unreachable',
    /^No endpoint has answered since 2026-01-01 00:04:00 UTC \(6 min ago\); the last verified block is 12\.$/,
  ],
] as const)('%s says what holds, and up to where', (state, words) => {
  const stop = { epoch: 2, height: 13, code: 'wrong_proposer', detail: 'seat 1 was due' }
  expect(boardSentence(board(ALL_HERE, { state, stop }), NOW)).toMatch(words)
})
