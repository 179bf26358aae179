import { expect, test } from 'vitest'
import { probationReasons } from './probation-reasons.ts'
import type { EpochDelegateView, EpochView } from './schema.ts'

function delegate(operator: string, own: Partial<EpochDelegateView>): EpochDelegateView {
  return {
    id: null,
    operator,
    name: null,
    rank: 1,
    votes: '0',
    votesBeforeCut: '0',
    seat: null,
    produced: 0,
    expected: 6,
    missedPrimary: 0,
    missedCovering: 0,
    productivityPercent: null,
    unproductive: null,
    probation: false,
    probationCount: 0,
    ...own,
  }
}

function epoch(number: number, ...delegates: EpochDelegateView[]): EpochView {
  return {
    epoch: number,
    startHeight: 1,
    endHeight: 8,
    complete: true,
    quorum: 3,
    producedBlocks: 8,
    lostRounds: 0,
    networkLostRounds: 0,
    lateCommits: 0,
    checkpoint: null,
    delegates,
  }
}

const ON = delegate('a', { probation: true, probationCount: 1 })

test('an unproductive epoch is the reason for the three epochs after it', () => {
  const before = [epoch(4, delegate('a', { unproductive: true, produced: 2 }))]
  for (const number of [5, 6, 7]) {
    expect(probationReasons(epoch(number, ON), before, 3)).toEqual([
      { delegate: ON, unproductiveIn: [{ epoch: 4, produced: 2, expected: 6 }], untilEpoch: 7 },
    ])
  }
  expect(probationReasons(epoch(8, ON), before, 3)[0]?.unproductiveIn).toEqual([])
})

test('the newest reason decides until when', () => {
  const again = delegate('a', { unproductive: true })
  expect(probationReasons(epoch(7, ON), [epoch(6, again), epoch(4, again)], 3)[0]).toMatchObject({
    unproductiveIn: [{ epoch: 4 }, { epoch: 6 }],
    untilEpoch: 9,
  })
})

test('a delegate that changed its operator is known by its id', () => {
  const now = delegate('new', { id: 'one', probation: true })
  const then = delegate('old', { id: 'one', unproductive: true })
  expect(probationReasons(epoch(5, now), [epoch(4, then)], 3)[0]?.untilEpoch).toBe(7)
})

test('reasons older than what is stored are not invented', () => {
  expect(probationReasons(epoch(5, ON), [], 3)).toEqual([
    { delegate: ON, unproductiveIn: [], untilEpoch: null },
  ])
})

test('who is not on probation is not listed', () => {
  expect(probationReasons(epoch(5, delegate('a', {})), [], 3)).toEqual([])
})
