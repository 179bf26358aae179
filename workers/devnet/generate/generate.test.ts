import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { decodeBlock, timeMs } from '#lib/blocks/decode.ts'
import { checkedCommit, failedContent, failedHeader, isFailure } from '#lib/blocks/verify.ts'
import { epochOf } from '#lib/chain/epoch.ts'
import { missedSlotsBefore } from '#lib/chain/missed-slots.ts'
import { quorumOf } from '#lib/chain/quorum.ts'
import { lateRounds, type Parent, roundOf } from '#lib/chain/round.ts'
import { type Recording, readRecording } from '../recording/recording.ts'
import { era, type GenerateOptions } from './options.ts'
import { generateRecording } from './write-recording.ts'

type Checked = {
  readonly epochs: readonly {
    readonly epoch: number
    readonly seats: readonly string[]
    readonly produced: Readonly<Record<string, number>>
    readonly lateCommits: number
    readonly missed: readonly {
      height: number
      round: number
      operator: string
      kind: string
      cause: string
    }[]
  }[]
}

const SMALL = { seats: 8, candidateSeats: 12, candidates: 14, blocks: 400, eras: [era(1, 2500, 5)] } as const
const NIGHTS: readonly (readonly [string, Partial<GenerateOptions>])[] = [
  ['a mixed night', { ...SMALL, seed: 3 }],
  ['another era inside', { ...SMALL, seed: 4, eras: [era(1, 5000, 5), era(121, 2500, 10)] }],
  [
    'an interval that does not divide the other',
    { ...SMALL, seed: 5, eras: [era(1, 3000, 5), era(81, 2500, 6)] },
  ],
  ['Xingu and Yap', { ...SMALL, seed: 6, forks: { xingu: 41, xinguBeta: 41, yap: 121, yapBeta: 121 } }],
  ['as many away as may be', { ...SMALL, seed: 7, faults: 'limit' }],
  ['nothing wrong', { ...SMALL, seed: 8, faults: 'none', blocks: 100 }],
  ['24 seats', { seed: 9, blocks: 200, eras: [era(1, 2500, 2)], candidates: 44 }],
]
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

async function generated(
  options: Partial<GenerateOptions>,
): Promise<{ recording: Recording; checked: Checked }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-generated-'))
  folders.push(folder)
  await generateRecording(folder, options)
  const checked = JSON.parse(readFileSync(path.join(folder, 'checked.json'), 'utf8')) as Checked
  return { recording: await readRecording(folder), checked }
}

describe.each(NIGHTS)('%s', (_name, options) => {
  test('every block verifies, and what is derived from it is what was decided', async () => {
    const { recording, checked } = await generated(options)
    const { params, blocks } = recording
    const derived = checked.epochs.map(({ seats }) => ({
      produced: Object.fromEntries(seats.map((operator) => [operator, 0])),
      lateCommits: 0,
      missed: [] as unknown[],
    }))
    let parent: Parent | null = null
    let parentHash: Uint8Array | null = null
    for (const { info, height } of blocks) {
      const block = decodeBlock(info)
      const epoch = epochOf(params, height) - 1
      const seats = checked.epochs[epoch]?.seats ?? []
      const held = new Map(seats.map((operator, seat) => [operator, seat]))
      const commit = checkedCommit(block, held)
      expect([failedContent(block, height, parentHash), failedHeader(block, held)]).toEqual([null, null])
      expect(isFailure(commit) ? commit : commit.endorsers.length).toBe(quorumOf(params.seats))
      expect(block.endorsements.length).toBe(quorumOf(params.seats))
      const round = roundOf(params, height, block.atMs, parent)
      const account = derived[epoch]
      if (account === undefined) throw new Error(`epoch ${epoch} is not stated`)
      const producer = seats[(height + round) % params.seats] ?? ''
      expect(blocks[height - 1]?.producer).toBe(producer)
      account.produced[producer] = (account.produced[producer] ?? 0) + 1
      for (const slot of missedSlotsBefore(params, height, round, parent)) {
        const { kind, cause, round } = slot
        account.missed.push({ height, round, operator: seats[slot.seat], kind, cause })
      }
      const committedAtMs = timeMs(block.footer)
      const late = lateRounds(params, height, block.atMs, committedAtMs)
      if (late > 0) account.lateCommits += 1
      parent = { height, atMs: block.atMs, lateRounds: late, committedAtMs }
      parentHash = block.hash
    }
    const stated = checked.epochs.map(({ produced, lateCommits, missed }) => ({
      produced,
      lateCommits,
      missed,
    }))
    expect(derived).toEqual(stated)
  })
})

test('the same seed makes the same recording, another one another', async () => {
  const [one, same, other] = await Promise.all(
    [1, 1, 2].map((seed) => generated({ ...SMALL, blocks: 60, seed })),
  )
  expect(one?.recording.blocks.at(-1)?.hash).toBe(same?.recording.blocks.at(-1)?.hash)
  expect(one?.recording.blocks.at(-1)?.hash).not.toBe(other?.recording.blocks.at(-1)?.hash)
})

test('a night with as many away as may be blames no network', async () => {
  const { checked } = await generated({ ...SMALL, seed: 10, faults: 'limit' })
  const causes = checked.epochs.flatMap(({ missed }) => missed.map(({ cause }) => cause))
  expect(causes.length).toBeGreaterThan(50)
  expect(new Set(causes)).toEqual(new Set(['delegate']))
})
