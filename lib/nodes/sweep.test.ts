import { expect, test } from 'vitest'
import { mergeHeard } from './heard.ts'
import { eachLimited, sweepEveryMs } from './sweep.ts'

test.each([
  { state: 'live', speed: 1, ms: 15_000 },
  { state: 'slow', speed: 1, ms: 5000 },
  { state: 'stalled', speed: 1, ms: 5000 },
  { state: 'live', speed: 10, ms: 1500 },
  { state: 'live', speed: 100, ms: 1000 },
  { state: 'stalled', speed: 10, ms: 1000 },
  { state: 'live', speed: 0.1, ms: 15_000 },
] as const)('$state at speed $speed is swept every $ms ms', ({ state, speed, ms }) => {
  expect(sweepEveryMs(state, speed)).toBe(ms)
})

test('no more than the limit are under way, and one that takes long holds no other up', async () => {
  let release = (): void => undefined
  const slow = new Promise<void>((resolve) => {
    release = resolve
  })
  const done: number[] = []
  let underWay = 0
  let most = 0
  const all = eachLimited([0, 1, 2, 3, 4], 2, async (item) => {
    underWay += 1
    most = Math.max(most, underWay)
    await (item === 0 ? slow : Promise.resolve())
    underWay -= 1
    done.push(item)
    if (item === 4) release()
  })
  await all
  expect(done).toEqual([1, 2, 3, 4, 0])
  expect(most).toBe(2)
})

const A = `io1${'a'.repeat(38)}`
const B = `io1${'b'.repeat(38)}`
const said = (address: string, height: number, version: string | null = 'v2.5.0') => ({
  address,
  height,
  version,
})

test.each([
  ['nobody heard', [], []],
  [
    'the newest height, with the version it came with',
    [[said(A, 7, 'v2.4.4')], [said(A, 9)]],
    [{ operator: A, height: 9, version: 'v2.5.0', relays: 2 }],
  ],
  [
    'one that only one heard',
    [[said(A, 7)], [said(B, 6)]],
    [
      { operator: A, height: 7, relays: 1 },
      { operator: B, height: 6, relays: 1 },
    ],
  ],
  ['what is no operator', [[said('io1short', 7)]], []],
  ['a version that is not stated', [[said(A, 7, null)]], [{ operator: A, version: null }]],
])('of several lists: %s', (_what, lists, merged) => {
  expect(mergeHeard(lists)).toMatchObject(merged)
  expect(mergeHeard(lists)).toHaveLength(merged.length)
})
