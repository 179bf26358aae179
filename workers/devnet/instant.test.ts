import path from 'node:path'
import { fromBinary } from '@bufbuild/protobuf'
import { beforeAll, expect, test } from 'vitest'
import type { NetworkClock } from '#lib/clock.ts'
import {
  GetBlockMetasResponseSchema,
  GetChainMetaResponseSchema,
  GetEpochMetaResponseSchema,
  GetRawBlocksResponseSchema,
  ReadStateResponseSchema,
} from '#lib/nodes/gen/iotexapi_pb.ts'
import { CandidateListSchema, CandidateListV2Schema } from '#lib/nodes/gen/iotextypes_pb.ts'
import type { Ledger } from './ledger.ts'
import { type Recording, readRecording } from './recording/recording.ts'
import { replayLedger } from './replay-ledger.ts'
import { FIXTURES } from './testing.ts'
import { GrpcRefusal } from './wire/grpc-status.ts'
import { nodeCalls } from './wire/node-calls.ts'
import { readStateRequest } from './wire/read-state-request.ts'
import { web3Answer } from './wire/web3.ts'

let recording: Recording
beforeAll(async () => {
  recording = await readRecording(path.join(FIXTURES, 'a'))
})

/** Recording A stopped at an instant. */
function at(networkMs: number): Ledger {
  const clock: NetworkClock = {
    anchorWallMs: 0,
    anchorNetworkMs: networkMs,
    speed: 0,
    endsAtMs: null,
    endHeight: 440,
  }
  return replayLedger(recording, clock)
}
/** At the instant a height became known. */
function atHeight(height: number): Ledger {
  return at(recording.blocks[height - 1]?.committedAtMs ?? 0)
}
function asked(ledger: Ledger, method: string, request: Uint8Array): Uint8Array {
  const given = nodeCalls(ledger, 0).unary(`iotexapi.APIService/${method}`, request)
  if (given instanceof Promise || !given.ok) throw new Error('refused')
  return given.message
}
function read(ledger: Ledger, protocol: string, method: string, ...args: string[]) {
  const { data, blockIdentifier } = fromBinary(
    ReadStateResponseSchema,
    asked(ledger, 'ReadState', readStateRequest(protocol, method, ...args)),
  )
  return { data, height: Number(blockIdentifier?.height), hash: blockIdentifier?.hash }
}
function refusal(run: () => unknown): unknown {
  try {
    run()
  } catch (cause) {
    if (cause instanceof GrpcRefusal) return [cause.status, cause.message]
    throw cause
  }
  return 'not refused'
}

test('a block is known from its footer’s time on, not a millisecond earlier', () => {
  const committedAtMs = recording.blocks[99]?.committedAtMs ?? 0
  expect(at(committedAtMs - 1).tip()).toBe(99)
  expect(at(committedAtMs).tip()).toBe(100)
  expect(at(recording.params.genesisMs).tip()).toBe(0)
})

test('chain meta tells the tip of the instant and its epoch', () => {
  const { chainMeta } = fromBinary(
    GetChainMetaResponseSchema,
    asked(atHeight(100), 'GetChainMeta', new Uint8Array(0)),
  )
  expect(chainMeta).toMatchObject({ height: 100n, chainId: 1, epoch: { num: 3n, height: 81n } })
})

test('raw blocks end at the tip of the instant, and what is above it is refused', () => {
  const ledger = atHeight(100)
  const two = Uint8Array.of(0x08, 100, 0x10, 2)
  expect(fromBinary(GetRawBlocksResponseSchema, asked(ledger, 'GetRawBlocks', two)).blocks.length).toBe(1)
  const above = Uint8Array.of(0x08, 101, 0x10, 1)
  expect(refusal(() => asked(ledger, 'GetRawBlocks', above))).toEqual([
    3,
    'start height should not exceed tip height',
  ])
})

test('block metas derived from blocks equal the recorded ones', () => {
  const request = Uint8Array.of(0x0a, 0x05, 0x08, 0xb5, 0x03, 0x10, 0x04) // 437, 4
  const derived = asked({ ...atHeight(440), recorded: () => undefined }, 'GetBlockMetas', request)
  expect(Buffer.from(derived)).toEqual(Buffer.from(asked(atHeight(440), 'GetBlockMetas', request)))
  expect(fromBinary(GetBlockMetasResponseSchema, derived).total).toBe(4n)
})

test('poll lists of epochs that have begun are told for their own start', () => {
  expect(read(atHeight(100), 'poll', 'CandidatesByEpoch', '2').height).toBe(41)
  expect(read(atHeight(100), 'poll', 'ProbationListByEpoch', '3').height).toBe(81)
})

test('trap: an epoch to come answers the current list, told for the tip', () => {
  const ledger = atHeight(100)
  const now = read(ledger, 'poll', 'ActiveBlockProducersByEpoch', '3')
  const later = read(ledger, 'poll', 'ActiveBlockProducersByEpoch', '4')
  expect(Buffer.from(later.data)).toEqual(Buffer.from(now.data))
  expect(later).toMatchObject({ height: 100, hash: recording.blocks[99]?.hash })
  expect(fromBinary(CandidateListSchema, later.data).candidates.length).toBe(8)
})

test('trap: an unknown poll method or a bad argument answers OK, nothing, block 0', () => {
  const genesis = recording.blocks[0]?.parentHash
  for (const [method, argument] of [
    ['NoSuchMethod', '1'],
    ['CandidatesByEpoch', 'abc'],
  ] as const) {
    const answer = read(atHeight(100), 'poll', method, argument)
    expect(answer).toMatchObject({ height: 0, hash: genesis, data: new Uint8Array(0) })
  }
})

test('epoch meta counts production up to the tip, and refuses an epoch to come', () => {
  const ledger = atHeight(100)
  const meta = fromBinary(GetEpochMetaResponseSchema, asked(ledger, 'GetEpochMeta', Uint8Array.of(0x08, 3)))
  expect(meta.totalBlocks).toBe(20n)
  expect(meta.blockProducersInfo.filter(({ active }) => active).length).toBe(8)
  const text = 'rpc error: code = NotFound desc = epoch number 4 is larger than current epoch number 3'
  expect(refusal(() => asked(ledger, 'GetEpochMeta', Uint8Array.of(0x08, 4)))).toEqual([5, text])
  expect(refusal(() => asked(ledger, 'GetEpochMeta', new Uint8Array(0)))).toEqual([
    3,
    'epoch number cannot be less than one',
  ])
})

test('candidates come from the registrations, with the votes of the current list and their owner as id', () => {
  const request = Buffer.from('CgdzdGFraW5nEgIIBBoHIgUKAxDIAQ==', 'base64') // staking CANDIDATES, limit 200
  const state = fromBinary(ReadStateResponseSchema, asked(atHeight(100), 'ReadState', request))
  const { candidates } = fromBinary(CandidateListV2Schema, state.data)
  expect(candidates.length).toBe(14)
  expect(candidates[3]).toMatchObject({
    name: 'delegate03',
    id: 'io1ywecfr3hs8k676wwwnt3vkdakr9wcemddg5hxv',
    totalWeightedVotes: '5494787572292892008363196',
  })
})

test.each([
  { method: 'TotalBalance', args: [], text: [14, 'not known at this instant of the replay'] },
  {
    method: 'UnclaimedBalance',
    args: ['io1gskrxjtclfkyjqwpnf6m8kxafd0sl8mkk8cp49'],
    text: [14, 'not known at this instant of the replay'],
  },
  {
    method: 'UnclaimedBalance',
    args: ['io1nothing'],
    text: [5, 'address length = 10, expecting 41: invalid address'],
  },
  { method: 'UnclaimedBalance', args: [], text: [5, 'invalid number of arguments 0'] },
  { method: 'Nothing', args: [], text: [5, "corresponding method isn't found"] },
])('rewarding $method $args is refused', ({ method, args, text }) => {
  expect(refusal(() => read(atHeight(100), 'rewarding', method, ...args))).toEqual(text)
})

test('JSON-RPC tells the tip of the instant', () => {
  const body = '{"jsonrpc":"2.0","id":"x","method":"eth_blockNumber","params":[]}'
  expect(web3Answer(atHeight(100), body).body).toBe('{"jsonrpc":"2.0","id":"x","result":"0x64"}')
  const unknown = '{"jsonrpc":"2.0","id":1,"method":"eth_nothing","params":[]}'
  expect(web3Answer(atHeight(100), unknown).body).toContain('web3 method not found')
})

test('a probe sees a node that was down as no connection', () => {
  const ledger = at(1795225760_000)
  expect(ledger.observation(2)?.liveness[0]).toBe(0)
  expect(ledger.observation(0)?.liveness).toEqual([200, 'OK'])
})
