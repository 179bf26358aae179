import { readFileSync } from 'node:fs'
import path from 'node:path'
import { create, type DescMessage, fromBinary, type JsonValue, toBinary, toJson } from '@bufbuild/protobuf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { epochOf, epochStart } from '#lib/chain/epoch.ts'
import { RecordingJson } from '#lib/networks/params-schema.ts'
import { HealthCheckResponseSchema } from '#lib/nodes/gen/health_pb.ts'
import * as api from '#lib/nodes/gen/iotexapi_pb.ts'
import * as types from '#lib/nodes/gen/iotextypes_pb.ts'
import { keyPair } from '../generate/delegates.ts'
import { FIXTURES, recordedLines } from '../testing.ts'
import { codeNumber, GrpcRefusal } from '../wire/grpc-status.ts'
import { nodeCalls } from '../wire/node-calls.ts'
import { networkPlan } from './shapes.ts'
import { simulatedLedger } from './simulated-ledger.ts'
import type { SimulatedNetwork } from './simulated-network.ts'
import { startNetwork } from './start-network.ts'
import type { Story } from './story.ts'

type Line = {
  readonly label: string
  readonly method: string
  readonly request: string
  readonly response?: string
  readonly error?: { readonly code: string; readonly details: string }
  readonly messages?: unknown
}
type Delegates = { readonly delegates: readonly { readonly name: string; readonly operator: string }[] }

const A_JSON = JSON.parse(readFileSync(path.join(FIXTURES, 'a', 'network.json'), 'utf8')) as Delegates
const A = RecordingJson.parse(A_JSON).params
const SEED = 11
/** Like recording A: its version's habits, its names, and the same tip, in the tenth epoch of both. */
const small = networkPlan({
  shape: 'small',
  seed: SEED,
  genesisMs: 1_795_300_000_000,
  version: 'v2.4.3',
  forks: { yap: 1e9, yapBeta: 1e9 },
})
const plan = {
  ...small,
  delegates: small.delegates.map((delegate, index) => ({
    ...delegate,
    name: A_JSON.delegates[index]?.name ?? delegate.name,
  })),
}
const TIP = 440
const lines = (recordedLines('a', 'answers.jsonl.gz') as Line[]).filter(
  ({ messages }) => messages === undefined,
)

/** Puts a seat on probation for some epochs. */
const KILLED: Story = {
  name: 'killed',
  about: 'One seat is down for five minutes.',
  repeatMs: null,
  steps: [
    {
      at: { kind: 'after', ms: 10_000 },
      fault: { node: 'seat 0', fault: 'kill', seconds: 300 },
      until: null,
      line: 1,
    },
  ],
}

let network: SimulatedNetwork
beforeAll(async () => {
  network = await startNetwork({
    plan,
    speed: 1e-6,
    dataDir: null,
    historyEpochs: 9 + 8.5 / 48,
    story: KILLED,
    storyBegins: 'at_genesis',
  })
})
afterAll(() => network.close())

/** The same question to this network: its own addresses for A's, a block with and one without transaction logs. */
function askedHere({ label, request }: Line): Uint8Array {
  const logs = /^transaction logs (\d+)/.exec(label)
  if (logs !== null) {
    const blockHeight = BigInt(heightWhere(logs[1] !== '81'))
    const schema = api.GetTransactionLogByBlockHeightRequestSchema
    return toBinary(schema, create(schema, { blockHeight }))
  }
  let text = Buffer.from(request, 'base64').toString('latin1')
  for (const [index, { operator }] of A_JSON.delegates.entries()) {
    const { operator: here = '', owner = '' } = plan.delegates[index] ?? {}
    text = text.replaceAll(operator, label.includes('by owner') ? owner : here)
  }
  const user = keyPair(`${SEED} user 0`).address
  return Buffer.from(text.replaceAll('io1jrjgt89z79dk3tgmhavqf9yw62ksqnmucnpj5w', user), 'latin1')
}

function heightWhere(hasLogs: boolean): number {
  for (let height = 2; height <= TIP; height++) {
    const { info = new Uint8Array(0), receiptsEnd = 0 } = network.block(height) ?? {}
    const logs = fromBinary(api.BlockInfoSchema, info.subarray(receiptsEnd)).transactionLogs?.logs ?? []
    if (logs.length > 0 === hasLogs) return height
  }
  throw new RangeError('there is no such block')
}

type Told = { readonly shape: readonly string[]; readonly label: string | null } | { readonly error: string }

function recorded({ method, request, response, error }: Line): Told {
  if (error) return { error: `${codeNumber(error.code)} ${error.details}` }
  return toldBy(method, Buffer.from(request, 'base64'), Buffer.from(response ?? '', 'base64'), A)
}

function here(line: Line): Told {
  const request = askedHere(line)
  try {
    const answer = nodeCalls(simulatedLedger(network, 0), 0).unary(line.method, request)
    if (answer instanceof Promise || !answer.ok) throw new Error('answers at once')
    return toldBy(line.method, request, answer.message, plan.params)
  } catch (cause) {
    if (cause instanceof GrpcRefusal) return { error: `${cause.status} ${cause.message}` }
    throw cause
  }
}

const RESPONSES: Readonly<Record<string, DescMessage>> = {
  GetServerMeta: api.GetServerMetaResponseSchema,
  GetChainMeta: api.GetChainMetaResponseSchema,
  GetEpochMeta: api.GetEpochMetaResponseSchema,
  GetBlockMetas: api.GetBlockMetasResponseSchema,
  GetRawBlocks: api.GetRawBlocksResponseSchema,
  GetAccount: api.GetAccountResponseSchema,
  GetTransactionLogByBlockHeight: api.GetTransactionLogByBlockHeightResponseSchema,
  SuggestGasPrice: api.SuggestGasPriceResponseSchema,
  Check: HealthCheckResponseSchema,
}
const STAKING: Readonly<Record<number, DescMessage>> = {
  1: types.VoteBucketListSchema,
  3: types.VoteBucketListSchema,
  4: types.CandidateListV2Schema,
  5: types.CandidateV2Schema,
  7: types.CandidateV2Schema,
  8: types.AccountMetaSchema,
  9: types.BucketsCountSchema,
}

function toldBy(method: string, request: Uint8Array, message: Uint8Array, params: typeof A): Told {
  const name = method.split('/')[1] ?? ''
  if (name !== 'ReadState') return { shape: shapeOf(RESPONSES[name], message), label: null }
  const { data, blockIdentifier } = fromBinary(api.ReadStateResponseSchema, message)
  return { shape: dataShape(request, data), label: placeOf(Number(blockIdentifier?.height ?? -1), params) }
}

function dataShape(request: Uint8Array, data: Uint8Array): readonly string[] {
  const { protocolId, methodName } = fromBinary(api.ReadStateRequestSchema, request)
  const protocol = Buffer.from(protocolId).toString()
  if (protocol === 'staking') return shapeOf(STAKING[methodName[1] ?? 0], data)
  if (protocol !== 'poll') return [/^\d+$/.test(Buffer.from(data).toString()) ? 'decimal' : 'other']
  const isProbation = Buffer.from(methodName).toString().startsWith('Probation')
  return shapeOf(isProbation ? types.ProbationCandidateListSchema : types.CandidateListSchema, data)
}

/** Which block an answer is told for, in words that hold for both networks. */
function placeOf(height: number, params: typeof A): string {
  if (height <= 0) return height === 0 ? 'block 0' : 'no block'
  if (height === TIP) return 'tip'
  const epoch = epochOf(params, height)
  return height === epochStart(params, epoch) ? `start of epoch ${epoch}` : 'another block'
}

/** The paths of all fields that are set. */
function shapeOf(schema: DescMessage | undefined, bytes: Uint8Array): readonly string[] {
  if (schema === undefined) throw new RangeError('of which message?')
  const paths = new Set<string>()
  const walk = (value: JsonValue | undefined, at: string): void => {
    if (at !== '') paths.add(at)
    if (Array.isArray(value)) for (const member of value) walk(member, at)
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, `${at}.${key}`)
    }
  }
  walk(toJson(schema, fromBinary(schema, bytes)), '')
  return [...paths].sort()
}

/** What hangs on what happened in those blocks and epochs; the tests after compare all of them at once. */
const BY_CONTENT = /^(ProbationListByEpoch|block metas|raw blocks)/
/** Fields that only the recording has, or only the simulation, each for its reason. */
const DIFFERENCES: readonly (readonly [RegExp, string])[] = [
  [/chain meta$/, '.chainMeta.tps'], // unsteady on real nodes; nobody may show it
  [/chain meta$/, '.chainMeta.tpsFloat'],
  [/^staking buckets by candidate$/, '.buckets.index'], // A's delegate00 has bucket 0 alone
]

test('every call that recording A was asked is told the same kind of answer, for the same place in the chain', () => {
  const different = lines.flatMap((line) => {
    const [there, ours] = [recorded(line), here(line)].map((told) =>
      'error' in told
        ? told
        : {
            label: told.label,
            shape: told.shape.filter(
              (field) =>
                !BY_CONTENT.test(line.label) &&
                !DIFFERENCES.some(([label, known]) => label.test(line.label) && field === known),
            ),
          },
    )
    return JSON.stringify(there) === JSON.stringify(ours) ? [] : [{ label: line.label, there, ours }]
  })
  expect(network.tip()).toBe(TIP)
  expect(different).toEqual([])
  expect(lines.length).toBe(189)
})

test('probation lists have the same fields, and the simulation has some', () => {
  const lists = lines.filter(({ label }) => label.startsWith('ProbationListByEpoch'))
  const [there, ours] = [recorded, here].map((ask) =>
    lists.flatMap((line) => {
      const told = ask(line)
      return 'shape' in told ? told.shape : [told.error]
    }),
  )
  expect(new Set(ours)).toEqual(new Set(there))
  expect(ours).toContain('.probationList.address')
})

test('the blocks of the simulation have the fields that recorded ones have', () => {
  const recordedBlocks = (recordedLines('a', 'blocks.jsonl.gz') as { blockInfo: string }[]).map(
    ({ blockInfo }) => Buffer.from(blockInfo, 'base64'),
  )
  const ourBlocks = Array.from(
    { length: TIP },
    (_, index) => network.block(index + 1)?.info ?? new Uint8Array(0),
  )
  const there = fieldsOfBlocks(recordedBlocks)
  const ours = fieldsOfBlocks(ourBlocks)
  // A's users signed in Ethereum's way, and nobody added to a stake or moved one.
  expect(there.filter((field) => !ours.includes(field))).toEqual(['.encoding'])
  expect(
    ours.filter((field) => !there.includes(field) && !/stake(AddDeposit|ChangeCandidate)/.test(field)),
  ).toEqual([])
})

function fieldsOfBlocks(blocks: readonly Uint8Array[]): readonly string[] {
  const fields = blocks.flatMap((bytes) => {
    const info = fromBinary(api.BlockInfoSchema, bytes)
    const header = info.block?.header ?? new Uint8Array(0)
    const { core } = fromBinary(types.BlockHeaderSchema, header)
    return [
      ...shapeOf(api.BlockInfoSchema, bytes),
      ...shapeOf(types.BlockHeaderSchema, header),
      ...shapeOf(types.BlockHeaderCoreSchema, core),
      ...info.receipts.flatMap((receipt) => shapeOf(types.ReceiptSchema, receipt)),
      ...(info.block?.body?.actions ?? []).flatMap((action) => shapeOf(types.ActionSchema, action)),
    ]
  })
  return [...new Set(fields)].sort()
}
