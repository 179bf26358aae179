import path from 'node:path'
import {
  type ClientReadableStream,
  credentials,
  loadPackageDefinition,
  type ServiceError,
} from '@grpc/grpc-js'
import { load } from '@grpc/proto-loader'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestNetwork, testNetwork } from './testing.ts'

// A client that shares no code with ours: grpc-js and protobufjs read what the nodes send.
const PROTO = path.join(import.meta.dirname, '..', '..', '..', 'lib', 'nodes', 'proto')
type Unary = (request: object, done: (error: ServiceError | null, answer: Answer) => void) => void
// biome-ignore lint/suspicious/noExplicitAny: the other client's answers have no types of ours.
type Answer = any
type Client = Record<'getRawBlocks' | 'getBlockMetas' | 'getEpochMeta' | 'getServerMeta', Unary> & {
  streamBlocks(request: object): ClientReadableStream<Answer>
  close(): void
}

let running: TestNetwork & { close(): Promise<void> }
let client: Client
beforeAll(async () => {
  running = await testNetwork({ speed: 20 })
  const definition = await load('iotexapi.proto', { includeDirs: [PROTO], longs: Number, bytes: Buffer })
  // biome-ignore lint/suspicious/noExplicitAny: made from a file, not known to the compiler.
  const { APIService } = (loadPackageDefinition(definition) as any).iotexapi
  client = new APIService(running.devnet.endpoints[0]?.grpc, credentials.createInsecure()) as Client
})
afterAll(async () => {
  client.close()
  await running.close()
})

function ask(method: Exclude<keyof Client, 'streamBlocks' | 'close'>, request: object): Promise<Answer> {
  return new Promise((resolve, reject) =>
    client[method](request, (error, answer) => (error ? reject(error) : resolve(answer))),
  )
}

test('blocks link to one another, each with the hash that its meta states', async () => {
  const { blkMetas } = await ask('getBlockMetas', { byIndex: { start: 1, count: 72 } })
  const heights = blkMetas.map(({ height }: Answer) => height)
  expect(heights).toEqual(Array.from({ length: 72 }, (_, index) => index + 1))
  for (let index = 1; index < 72; index++) {
    expect(blkMetas[index].previousBlockHash).toBe(blkMetas[index - 1].hash)
  }
  const { blocks } = await ask('getRawBlocks', {
    startHeight: 1,
    count: 72,
    withReceipts: true,
    withTransactionLogs: true,
  })
  expect(blocks).toHaveLength(72)
})

test('an epoch that is over tells its 48 blocks by who made them, and the 8 of 12 that had seats', async () => {
  const { epochData, totalBlocks, blockProducersInfo } = await ask('getEpochMeta', { epochNumber: 1 })
  expect([epochData.num, epochData.height, totalBlocks]).toEqual([1, 1, 48])
  expect(blockProducersInfo).toHaveLength(12)
  expect(blockProducersInfo.filter(({ active }: Answer) => active)).toHaveLength(8)
  const produced = blockProducersInfo.map(({ production = 0 }: Answer) => production)
  expect(produced.reduce((sum: number, count: number) => sum + count, 0)).toBe(48)
})

test('a stream gives the blocks to come, one after another', async () => {
  const heights: number[] = []
  const stream = client.streamBlocks({})
  stream.on('error', () => undefined) // ended by us
  await new Promise<void>((resolve) =>
    stream.on('data', ({ blockIdentifier }) => heights.push(blockIdentifier.height) === 3 && resolve()),
  )
  stream.cancel()
  const [first = 0] = heights
  expect(heights.slice(0, 3)).toEqual([first, first + 1, first + 2])
  expect(first).toBeGreaterThan(72)
})

test('a node states the build that it runs', async () => {
  const { serverMeta } = await ask('getServerMeta', {})
  expect(serverMeta).toMatchObject({
    packageVersion: 'v2.4.4',
    packageCommitId: expect.stringMatching(/^[0-9a-f]{40}$/),
    gitStatus: 'clean',
    goVersion: 'go version go1.24.6 linux/amd64',
    buildTime: expect.stringMatching(/^\d{4}-\d\d-\d\d-UTC\/\d\d:\d\d:\d\d$/),
  })
})
