import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRecording } from '#lib/blocks/testing.ts'
import { epochEnd } from '#lib/chain/epoch.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { type Checkpoint, type OpenEpoch, openEpoch } from './open-epoch.ts'
import { pollResultFor, saveEpoch } from './progress.service.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const recording = readRecording('a')
const { params } = recording
const whoIs = () => ({ id: null, name: null })
const nothingBefore = { producedBlocks: 0, hasPollResult: false }

function opened(epoch: number, checkpoint: Checkpoint | null = null): OpenEpoch {
  const list = recording.list(epoch).map((candidate) => {
    return { ...candidate, votesBeforeCut: candidate.votes, probationCount: 0 }
  })
  return openEpoch(params, epoch, list, checkpoint)
}

/** As it is when the backfill of the epoch before is stored up to its poll result. */
async function saveBackfilled(networkId: number, epoch: number): Promise<void> {
  const before = opened(epoch - 1)
  before.pollResult = { height: epochEnd(params, epoch - 1), candidates: recording.list(epoch) }
  await saveEpoch(database.sql, networkId, params, before, nothingBefore, whoIs)
}

test('the poll result that an epoch was drawn from goes with its first blocks', async () => {
  await saveBackfilled(1, 10)
  expect(await pollResultFor(database.sql, 1, 10)).toHaveLength(opened(10).list.length)
  await saveEpoch(database.sql, 1, params, opened(10), nothingBefore, whoIs)
  expect(await pollResultFor(database.sql, 1, 10)).toBeNull()
})

test('a tail that starts late leaves the poll result by which the backfill proves its checkpoint', async () => {
  await saveBackfilled(2, 10)
  const given = opened(10, { endpoints: ['node0'], agreed: false })
  await saveEpoch(database.sql, 2, params, given, nothingBefore, whoIs)
  expect(await pollResultFor(database.sql, 2, 10)).toHaveLength(opened(10).list.length)
})
