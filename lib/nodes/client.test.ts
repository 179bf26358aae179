import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { afterEach, expect, test } from 'vitest'
import { createNodeClient, type NodeClient } from './client.ts'
import { openDoor } from './door.client.ts'
import {
  BlockInfoSchema,
  GetRawBlocksRequestSchema,
  ReadStakingDataRequestSchema,
  ReadStateRequestSchema,
  ReadStateResponseSchema,
} from './gen/iotexapi_pb.ts'
import { CandidateListV2Schema, CandidateV2Schema } from './gen/iotextypes_pb.ts'
import { localEndpoint, type RecordedAnswer, recordedAnswers, replayServer } from './testing.client.ts'

const METHODS = ['GetServerMeta', 'GetChainMeta', 'GetRawBlocks', 'ReadState']
const door = openDoor(['127.0.0.0/8'])
const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** A client of a node that gives a real node's recorded answers, asked with exactly the recorded bytes. */
async function recorded(
  version: 'v2.2.2' | 'v2.5.0',
  change = (answer: RecordedAnswer) => answer,
): Promise<NodeClient> {
  const answers = recordedAnswers(version).map(change)
  const server = await replayServer(METHODS, (method, request) => {
    const asked = method === 'GetRawBlocks' ? withTransactionLogs(request) : request
    const isAsked = ({ method: path, request: bytes }: RecordedAnswer) =>
      path.endsWith(`/${method}`) && Buffer.from(bytes, 'base64').equals(asked)
    return answers.find(isAsked)
  })
  const client = createNodeClient(localEndpoint({ grpc: server.grpc }), door)
  closers.push(client.close, server.close)
  return client
}

/** The recording asked for transaction logs too; we do not. */
function withTransactionLogs(request: Buffer): Buffer {
  const { startHeight, count, withReceipts } = fromBinary(GetRawBlocksRequestSchema, request)
  const asked = { startHeight, count, withReceipts, withTransactionLogs: true }
  return Buffer.from(toBinary(GetRawBlocksRequestSchema, create(GetRawBlocksRequestSchema, asked)))
}

const failing = (code: string) => expect.objectContaining({ code })

test('reads tip, chain and epoch', async () => {
  const client = await recorded('v2.2.2')
  expect(await client.chainMeta()).toEqual({ height: 440, chainId: 1, epoch: 10 })
})

test('a node built without labels states no version', async () => {
  expect(await (await recorded('v2.2.2')).serverVersion()).toBeNull()
  expect(await (await recorded('v2.5.0')).serverVersion()).toBe('v2.5.0-rc0')
})

test("reads an epoch's lists: the order of seats, votes to the last Rau", async () => {
  const client = await recorded('v2.2.2')
  const seats = await client.pollList('ActiveBlockProducersByEpoch', 10, 417)
  expect(seats).toHaveLength(8)
  const candidates = await client.pollList('CandidatesByEpoch', 1, 1)
  expect(candidates).toHaveLength(14)
  expect(candidates.every(({ votes, identity }) => votes > 10n ** 24n && identity === '')).toBe(true)
})

test('reads who is on probation, an empty list too', async () => {
  const client = await recorded('v2.2.2')
  expect(await client.probationList(1, 1)).toEqual({ entries: [], intensityPercent: 90 })
  const { entries } = await client.probationList(6, 225)
  expect(entries).toContainEqual({ key: 'io14xgp03z7cj0hmumffjqmru0y0actnxzqvuxv29', count: 1 })
})

test("refuses the current list as a future epoch's", async () => {
  const client = await recorded('v2.2.2')
  await expect(client.pollList('CandidatesByEpoch', 11, 465)).rejects.toEqual(failing('behind'))
  await expect(client.pollList('ActiveBlockProducersByEpoch', 12, 513)).rejects.toEqual(failing('behind'))
  await expect(client.probationList(11, 465)).rejects.toEqual(failing('behind'))
})

test("refuses another epoch's list for a past one", async () => {
  const client = await recorded('v2.2.2')
  await expect(client.pollList('CandidatesByEpoch', 10, 369)).rejects.toEqual(failing('bad_answer'))
})

test.each(['v2.2.2', 'v2.5.0'] as const)('an empty answer for block 0 is no list, %s', async (version) => {
  const empty = recordedAnswers(version).find(({ label }) => label === 'poll: unknown method')
  const asIfAsked = (answer: RecordedAnswer) => {
    const request = Buffer.from('\n\x04poll\x12\x11CandidatesByEpoch\x1a\x011', 'latin1').toString('base64')
    return empty && answer.label === empty.label
      ? { ...empty, request }
      : { ...answer, method: `${answer.method}Not` }
  }
  const client = await recorded(version, asIfAsked)
  await expect(client.pollList('CandidatesByEpoch', 1, 1)).rejects.toEqual(failing('not_supported'))
})

test.each([
  [{ method: 'NumDelegates' }, 8],
  [{ method: 'NumCandidateDelegates' }, 12],
  [{ method: 'NumSubEpochs', height: 80 }, 5],
  [{ method: 'NumSubEpochs', height: 81 }, 6],
  [{ method: 'EpochNumber', height: 440 }, 10],
  [{ method: 'EpochHeight', epoch: 4 }, 129],
  [{ method: 'EpochLastHeight', epoch: 10 }, 464],
] as const)('rolldpos %o is %i', async (question, expected) => {
  expect(await (await recorded('v2.2.2')).rolldpos(question)).toBe(expected)
})

test('reads blocks with receipts, fewer at the tip', async () => {
  const client = await recorded('v2.2.2')
  const blocks = await client.rawBlocks(1, 3)
  expect(blocks.map((bytes) => fromBinary(BlockInfoSchema, bytes).receipts.length)).toEqual([1, 1, 1])
  expect(await client.rawBlocks(440, 2)).toHaveLength(1)
})

test('above the tip a node is behind; a range that it refuses it does not support', async () => {
  const client = await recorded('v2.2.2')
  await expect(client.rawBlocks(441, 1)).rejects.toEqual(failing('behind'))
  const refusing = await recorded('v2.2.2', (answer) =>
    answer.label === 'raw blocks 1 x0' ? { ...answer, request: 'CAEQ6AcYASAB' } : answer,
  )
  await expect(refusing.rawBlocks(1, 1000)).rejects.toEqual(failing('not_supported'))
  await expect(client.rawBlocks(0, 1)).rejects.toThrow(RangeError)
})

test('reads all candidates, never without a limit', async () => {
  const candidates = await (await recorded('v2.2.2')).stakingCandidates()
  expect(candidates).toHaveLength(14)
  expect(new Set(candidates.map(({ id }) => id)).size).toBe(14)
})

test('pages through more candidates than one answer holds', async () => {
  const all = Array.from({ length: 450 }, (_, index) => create(CandidateV2Schema, { id: String(index) }))
  const server = await replayServer(METHODS, (method, request) => {
    const {
      arguments: [argument = new Uint8Array()],
    } = fromBinary(ReadStateRequestSchema, request)
    const { request: asked } = fromBinary(ReadStakingDataRequestSchema, argument)
    const { offset = 0, limit = 0 } = (asked.case === 'candidates' && asked.value.pagination) || {}
    const data = toBinary(
      CandidateListV2Schema,
      create(CandidateListV2Schema, { candidates: all.slice(offset, offset + limit) }),
    )
    const response = create(ReadStateResponseSchema, { data, blockIdentifier: { height: 1n } })
    return {
      label: '',
      method,
      request: '',
      response: Buffer.from(toBinary(ReadStateResponseSchema, response)).toString('base64'),
    }
  })
  const client = createNodeClient(localEndpoint({ grpc: server.grpc }), door)
  closers.push(client.close, server.close)
  expect((await client.stakingCandidates()).map(({ id }) => id)).toEqual(all.map(({ id }) => id))
})

test('does not stream from an endpoint that is no declared gateway', async () => {
  const blocks = (await recorded('v2.2.2')).streamBlocks(new AbortController().signal)
  await expect(Array.fromAsync(blocks)).rejects.toEqual(failing('not_supported'))
})
