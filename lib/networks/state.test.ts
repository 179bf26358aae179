import { expect, test } from 'vitest'
import { networkState, type Sight } from './state.ts'

const FINE: Sight = {
  isStopped: false,
  isLooking: false,
  answering: 2,
  trusted: 2,
  tipHeight: 100,
  claimedTip: 100,
  isBackfilling: false,
  endHeight: null,
  lostRounds: 0,
  mayBeAway: 7,
}

test.each<[string, Partial<Sight>, string]>([
  ['blocks come', {}, 'live'],
  ['one round is lost', { lostRounds: 1 }, 'slow'],
  ['as many rounds are lost as seats may be away', { lostRounds: 7 }, 'slow'],
  ['one round more is lost', { lostRounds: 8 }, 'stalled'],
  ['the next two blocks are on their way', { claimedTip: 102 }, 'live'],
  ['three blocks are missing', { claimedTip: 103 }, 'syncing'],
  ['a halt cannot be told while blocks are missing', { claimedTip: 103, lostRounds: 20 }, 'syncing'],
  ['older blocks are still fetched beside the tail', { isBackfilling: true }, 'live'],
  ['no block is stored yet', { tipHeight: null }, 'syncing'],
  ['no endpoint was asked yet', { trusted: 0, answering: 0, isLooking: true }, 'syncing'],
  ['no endpoint answers', { trusted: 0, answering: 0 }, 'unreachable'],
  ['only liars answer', { trusted: 0, answering: 1 }, 'no_trusted_endpoint'],
  ['a verified block broke the rules', { isStopped: true, trusted: 0 }, 'stopped'],
  ['a recording is at its end', { endHeight: 100, trusted: 0, answering: 0 }, 'ended'],
  ['a recording is at its end, but not all of it is stored', { endHeight: 101 }, 'syncing'],
  [
    'a recording is at its end, but older blocks are missing',
    { endHeight: 100, isBackfilling: true },
    'syncing',
  ],
])('%s', (_, change, state) => {
  expect(networkState({ ...FINE, ...change })).toBe(state)
})
