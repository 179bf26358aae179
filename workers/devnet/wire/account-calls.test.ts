import { create, type DescMessage, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '#lib/nodes/gen/iotexapi_pb.ts'
import * as types from '#lib/nodes/gen/iotextypes_pb.ts'
import { networkPlan } from '../simulation/shapes.ts'
import { simulatedLedger } from '../simulation/simulated-ledger.ts'
import type { SimulatedNetwork } from '../simulation/simulated-network.ts'
import { startNetwork } from '../simulation/start-network.ts'
import { GrpcRefusal } from './grpc-status.ts'
import { nodeCalls } from './node-calls.ts'
import { readStateRequest } from './read-state-request.ts'

const plan = networkPlan({ shape: 'small', seed: 3, genesisMs: 1_795_300_000_000, version: 'v2.4.4' })
const NOT_FOUND = 5
let network: SimulatedNetwork
beforeAll(async () => {
  network = await startNetwork({
    plan,
    speed: 1e-6,
    dataDir: null,
    historyEpochs: 2.5,
    story: null,
    storyBegins: 'at_genesis',
  })
})
afterAll(() => network.close())

function call(method: string, request: Uint8Array): Uint8Array {
  const answer = nodeCalls(simulatedLedger(network, 0), 0).unary(`iotexapi.APIService/${method}`, request)
  if (answer instanceof Promise || !answer.ok) throw new Error('answers at once')
  return answer.message
}
function sent<Schema extends DescMessage>(schema: Schema, request: MessageInitShape<Schema>): Uint8Array {
  return toBinary(schema, create(schema, request))
}
function refusal(method: string, request: Uint8Array): readonly [number, string] | null {
  try {
    call(method, request)
    return null
  } catch (cause) {
    if (cause instanceof GrpcRefusal) return [cause.status, cause.message]
    throw cause
  }
}
function amountOf(method: string, ...args: string[]): bigint {
  const message = call('ReadState', readStateRequest('rewarding', method, ...args))
  return BigInt(Buffer.from(fromBinary(api.ReadStateResponseSchema, message).data).toString())
}
function accountOf(address: string) {
  const message = call('GetAccount', sent(api.GetAccountRequestSchema, { address }))
  return fromBinary(api.GetAccountResponseSchema, message).accountMeta
}
function actions(lookup: MessageInitShape<typeof api.GetActionsRequestSchema>['lookup']) {
  const request = sent(api.GetActionsRequestSchema, lookup === undefined ? {} : { lookup })
  return fromBinary(api.GetActionsResponseSchema, call('GetActions', request)).actionInfo
}
function staking<Schema extends DescMessage>(
  schema: Schema,
  method: number,
  request: MessageInitShape<typeof api.ReadStakingDataRequestSchema>['request'],
) {
  const message = sent(api.ReadStateRequestSchema, {
    protocolId: Buffer.from('staking'),
    methodName: sent(api.ReadStakingDataMethodSchema, { method }),
    arguments: [sent(api.ReadStakingDataRequestSchema, request === undefined ? {} : { request })],
  })
  return fromBinary(schema, fromBinary(api.ReadStateResponseSchema, call('ReadState', message)).data)
}

describe('the fund', () => {
  test('total − available = what all accounts have not claimed', () => {
    const addresses = [...new Set(plan.delegates.map(({ reward }) => reward))]
    const owed = addresses.reduce((sum, address) => sum + amountOf('UnclaimedBalance', address), 0n)
    expect(owed).toBeGreaterThan(0n)
    expect(amountOf('TotalBalance') - amountOf('AvailableBalance')).toBe(owed)
  })

  test('its pseudo account holds the total, that of the staking protocol what is staked', () => {
    const staked = staking(types.AccountMetaSchema, 8, { case: 'totalStakingAmount', value: {} })
    expect(accountOf('io0000000000000000000000rewardingprotocol')?.balance).toBe(
      String(amountOf('TotalBalance')),
    )
    expect(accountOf('io000000000000000000000000stakingprotocol')?.balance).toBe(staked.balance)
  })

  test('an unknown account holds nothing', () => {
    const unknown = 'io1jrjgt89z79dk3tgmhavqf9yw62ksqnmucnpj5w'
    expect(amountOf('UnclaimedBalance', unknown)).toBe(0n)
    expect(accountOf(unknown)).toMatchObject({ balance: '0', pendingNonce: 0n, numActions: 0n })
  })

  test.each([
    [
      'a past height',
      '5',
      'historical state at height 5 is not available on a non-archive node (current tip 120); use an archive node: not supported',
    ],
    ['what is no height', 'abc', 'strconv.ParseUint: parsing "abc": invalid syntax'],
  ])('v2.4.4 refuses %s', (_what, height, text) => {
    const request = { protocolId: Buffer.from('rewarding'), methodName: Buffer.from('TotalBalance'), height }
    expect(refusal('ReadState', sent(api.ReadStateRequestSchema, request))).toEqual([NOT_FOUND, text])
  })
})

describe('stakes', () => {
  const all = { pagination: { limit: 1000 } }
  const buckets = () => staking(types.VoteBucketListSchema, 1, { case: 'buckets', value: all }).buckets

  test('the buckets of voters, of candidates and by index are parts of all of them', () => {
    const [last] = buckets().slice(-1)
    const owner = last?.owner ?? ''
    const { name = '', owner: identity } = plan.delegates[2] ?? {}
    const byVoter = staking(types.VoteBucketListSchema, 2, {
      case: 'bucketsByVoter',
      value: { voterAddress: owner, ...all },
    })
    const byCandidate = staking(types.VoteBucketListSchema, 3, {
      case: 'bucketsByCandidate',
      value: { candName: name, ...all },
    })
    const byIndex = staking(types.VoteBucketListSchema, 6, {
      case: 'bucketsByIndexes',
      value: { index: [last?.index ?? 0n, 99999n] },
    })
    expect(byVoter.buckets).toEqual(buckets().filter((bucket) => bucket.owner === owner))
    expect(byCandidate.buckets).toEqual(buckets().filter((bucket) => bucket.candidateAddress === identity))
    expect(byCandidate.buckets.length).toBeGreaterThan(2)
    expect(byIndex.buckets).toEqual([last])
  })

  test('add up to the total and to the count', () => {
    const total = buckets().reduce((sum, { stakedAmount }) => sum + BigInt(stakedAmount), 0n)
    const staked = staking(types.AccountMetaSchema, 8, { case: 'totalStakingAmount', value: {} })
    const count = staking(types.BucketsCountSchema, 9, { case: 'bucketsCount', value: {} })
    expect(staked.balance).toBe(String(total))
    expect([count.total, count.active]).toEqual([BigInt(buckets().length), BigInt(buckets().length)])
  })

  test('a candidate is the same by its name, by its owner and by its identity', () => {
    const { name = '', owner = '', operator } = plan.delegates[5] ?? {}
    const named = staking(types.CandidateV2Schema, 5, { case: 'candidateByName', value: { candName: name } })
    expect(named).toMatchObject({ name, operatorAddress: operator, id: owner, selfStakeBucketIdx: 5n })
    for (const value of [{ ownerAddr: owner }, { id: owner }]) {
      expect(staking(types.CandidateV2Schema, 7, { case: 'candidateByAddress', value })).toEqual(named)
    }
  })
})

describe('actions', () => {
  test('by index, by hash, by address and by block are the same ones', () => {
    const newest = actions({ case: 'byIndex', value: { start: 0n, count: 1000n } })
    const total = network.economy.actionsAt(network.tip())
    expect(newest.length).toBe(total)
    const one = newest.find(({ gasFee }) => gasFee !== '0')
    const { actHash = '', blkHash = '', sender = '' } = one ?? {}
    expect(actions({ case: 'byHash', value: { actionHash: actHash } })).toEqual([one])
    const inBlock = actions({ case: 'byBlk', value: { blkHash, count: 2n ** 64n - 1n } })
    expect(inBlock).toEqual(newest.filter((action) => action.blkHash === blkHash))
    const sent = actions({ case: 'byAddr', value: { address: sender, count: 1000n } })
    expect(sent).toContainEqual(one)
    expect(BigInt(sent.length)).toBe(accountOf(sender)?.numActions)
  })

  test('every one has its receipt, and those that moved coins a transaction log', () => {
    for (const { actHash, blkHash, gasFee } of actions({
      case: 'byIndex',
      value: { start: 40n, count: 60n },
    })) {
      const message = call(
        'GetReceiptByAction',
        sent(api.GetReceiptByActionRequestSchema, { actionHash: actHash }),
      )
      const info = fromBinary(api.GetReceiptByActionResponseSchema, message).receiptInfo
      const receipt = fromBinary(types.ReceiptSchema, info?.receipt ?? new Uint8Array(0))
      expect([info?.blkHash, Buffer.from(receipt.actHash).toString('hex')]).toEqual([blkHash, actHash])
      const log = refusal(
        'GetTransactionLogByActionHash',
        sent(api.GetReceiptByActionRequestSchema, { actionHash: actHash }),
      )
      const none = [NOT_FOUND, `transaction log not found for action ${actHash}`]
      expect(log).toEqual(gasFee === '0' ? none : null)
    }
  })

  const unknown = '0'.repeat(64)
  const inner = (text: string) => `rpc error: code = InvalidArgument desc = ${text}`
  test.each([
    ['nothing', undefined, 'invalid GetActionsRequest type'],
    ['no count', { case: 'byIndex', value: { start: 1n } }, inner('count must be greater than zero')],
    ['too many', { case: 'byIndex', value: { count: 1001n } }, inner('range exceeds the limit')],
    [
      'beyond the newest',
      { case: 'byIndex', value: { start: 99999n, count: 1n } },
      inner('start exceeds the limit'),
    ],
    ['no block', { case: 'byBlk', value: { blkHash: unknown, count: 1n } }, 'not exist in DB: not found'],
    [
      'no action',
      { case: 'byHash', value: { actionHash: unknown } },
      `key = ${'0'.repeat(40)} doesn't exist: not exist in DB: not found`,
    ],
    [
      'no address',
      { case: 'byAddr', value: { address: 'xyz', count: 1n } },
      'address length = 3, expecting 41: invalid address',
    ],
  ] as const)('asked for %s are refused as NOT_FOUND', (_what, lookup, text) => {
    const request = sent(api.GetActionsRequestSchema, lookup === undefined ? {} : { lookup })
    expect(refusal('GetActions', request)).toEqual([NOT_FOUND, text])
  })

  test('a hash that is no hex, and a block that is not there, are invalid arguments', () => {
    const bad = sent(api.GetReceiptByActionRequestSchema, { actionHash: '0xab' })
    expect(refusal('GetReceiptByAction', bad)).toEqual([3, "encoding/hex: invalid byte: U+0078 'x'"])
    const above = sent(api.GetTransactionLogByBlockHeightRequestSchema, { blockHeight: 99999n })
    expect(refusal('GetTransactionLogByBlockHeight', above)).toEqual([3, 'invalid block height = 99999'])
  })
})
