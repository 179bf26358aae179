import { expect, test } from 'vitest'
import type { PresentSeat } from '#lib/board/presence.ts'
import type { BoardView } from '#lib/board/schema.ts'
import { boardSentence } from './board-sentence.ts'

const NOW = Date.UTC(2026, 0, 1, 0, 10)

/** Four seats, one may be away; the tip is block 12, the fourth of eight in epoch 2. */
function board(network: Partial<BoardView['network']>, lostRounds = 0): BoardView {
  return {
    network: {
      id: 'lab',
      name: 'Lab',
      state: 'live',
      stateSince: '2026-01-01T00:04:00.000Z',
      checkedAt: null,
      practice: false,
      clock: null,
      tip: { height: 12, hash: '', at: '2026-01-01T00:03:00.000Z' },
      claimedTip: 12,
      epoch: 2,
      quorum: 3,
      seats: 4,
      verifiedTo: 12,
      followedFrom: 1,
      backfill: null,
      stop: null,
      params: {},
      ...network,
    },
    quorum: { needed: 3, seats: 4, mayBeAway: 1 },
    epoch: {
      epoch: 2,
      startHeight: 9,
      endHeight: 16,
      complete: false,
      quorum: 3,
      producedBlocks: 4,
      lostRounds: 0,
      networkLostRounds: 0,
      lateCommits: 0,
      checkpoint: null,
    },
    delegates: [],
    next: null,
    slots: [],
    lostRounds,
    nextBlockAt: null,
  }
}

function seats(...presence: PresentSeat['presence'][]): PresentSeat[] {
  return presence.map((one, seat) => ({ seat, operator: `o${seat}`, name: null, presence: one }))
}

const ALL_HERE = seats('here', 'here', 'here', 'here')
const ONE_AWAY = seats('here', 'away', 'here', 'unknown')

test.each([
  {
    seen: ALL_HERE,
    words: 'The chain is moving. No seat missed its last slot; 1 may be away before it stops.',
  },
  {
    seen: ONE_AWAY,
    words:
      'The chain is moving. 1 of 4 seats is away; none more may be before it stops. 1 seat had no slot yet.',
  },
  { seen: [], words: 'The chain is moving. The seats are not known yet.' },
])('live: $words', ({ seen, words }) => {
  expect(boardSentence(board({}), seen, NOW)).toBe(words)
})

test('slow says how many rounds are lost at the open height', () => {
  expect(boardSentence(board({ state: 'slow' }, 1), ONE_AWAY, NOW)).toMatch(
    /^The chain is slow: 1 round lost after block 12\. 1 of 4 seats is away/,
  )
})

test('stalled says since when, after which block, and where in the epoch', () => {
  expect(boardSentence(board({ state: 'stalled' }, 70), ONE_AWAY, NOW)).toBe(
    'The chain stands still since 2026-01-01 00:04:00 UTC (6 min): 70 rounds lost after block 12, block 4 of 8 of epoch 2; before it 1 of 4 seats was away.',
  )
})

test('syncing says how far, how fast and how long yet', () => {
  const backfill = { nextHeight: 251, untilHeight: 1000, perSecond: 50 }
  expect(
    boardSentence(board({ state: 'syncing', verifiedTo: 250, claimedTip: 1000, backfill }), [], NOW),
  ).toBe('Catching up: 250 of 1,000 blocks are verified (25 %), 50 blocks/s, about 15 s left.')
  expect(boardSentence(board({ state: 'syncing', verifiedTo: null, tip: null }), [], NOW)).toBe(
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
  expect(boardSentence(board({ state, stop }), ALL_HERE, NOW)).toMatch(words)
})
