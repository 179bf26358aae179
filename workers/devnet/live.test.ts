import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fromBinary } from '@bufbuild/protobuf'
import { afterEach, expect, test } from 'vitest'
import { BlockInfoSchema, StreamBlocksResponseSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import type { RunningDevnet } from './devnet.ts'
import { serveOptions } from './options.ts'
import { FIXTURES, rawClient, testDevnet } from './testing.ts'

const MAIN = path.join(import.meta.dirname, 'main.ts')
let devnet: RunningDevnet | null = null
afterEach(async () => {
  await devnet?.close()
  devnet = null
})

function heightsStreamed(address: string, until: number): Promise<number[]> {
  const client = rawClient(address)
  const heights: number[] = []
  return new Promise((resolve) => {
    const stop = client.stream('iotexapi.APIService/StreamBlocks', (message) => {
      const { block, blockIdentifier } = fromBinary(StreamBlocksResponseSchema, message)
      const info = fromBinary(BlockInfoSchema, block)
      if (info.receipts.length > 0 && info.transactionLogs === undefined)
        heights.push(Number(blockIdentifier?.height))
      if (heights.at(-1) !== until) return
      stop()
      client.close()
      resolve(heights)
    })
  })
}

test('a stream gives every block of a running replay, in order, with receipts and without transaction logs', async () => {
  devnet = await testDevnet({ speed: 200, atHeight: 400 })
  const heights = await heightsStreamed(devnet.endpoints[0]?.grpc ?? '', 440)
  const first = heights[0] ?? 0
  expect(first).toBeLessThan(430)
  expect(heights).toEqual(Array.from({ length: 440 - first + 1 }, (_, index) => first + index))
})

test('a frozen node stays where it was while the others go on', async () => {
  devnet = await testDevnet({ speed: 200, atHeight: 400, nodes: 2 })
  const frozen = await fetch(`${devnet.control}/faults`, {
    method: 'POST',
    body: '{"node": 0, "fault": "freeze"}',
  })
  const { tip } = (await frozen.json()) as { tip: number }
  await heightsStreamed(devnet.endpoints[1]?.grpc ?? '', 440)
  const body = '{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}'
  const tips = devnet.endpoints.map(async ({ jsonrpc }) =>
    (await fetch(jsonrpc, { method: 'POST', body })).json(),
  )
  const [stays, goesOn] = await Promise.all(tips)
  expect([stays, goesOn]).toMatchObject([{ result: `0x${tip.toString(16)}` }, { result: '0x1b8' }])
})

test('the process prints one JSON line when it can be asked, and ends on SIGTERM', async () => {
  const child = spawn(process.execPath, [MAIN, '--folder', path.join(FIXTURES, 's'), '--nodes', '2'])
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data) => resolve(String(data))),
  )
  expect(JSON.parse(line)).toMatchObject({ network: 'synthetic 7', endpoints: [{ node: 0 }, { node: 1 }] })
  child.kill('SIGTERM')
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0)
})

test('a folder that is no recording is named in one line, exit code 1', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-empty-'))
  const child = spawn(process.execPath, [MAIN, '--folder', folder])
  let said = ''
  child.stderr.on('data', (data) => (said += String(data)))
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1)
  expect(said).toBe(`devnet: ${folder}/network.json is missing\n`)
  rmSync(folder, { recursive: true })
})

test.each([
  { args: ['--folder', 'f', '--nodes', '0'], why: '--nodes is 0' },
  { args: ['--folder', 'f', '--speed', 'fast'], why: '--speed is fast' },
  { args: ['--folder', 'f', '--port', '70000'], why: '--port is 70000' },
  { args: ['--folder', 'f', '--story', 's'], why: '--story is for a simulation' },
  { args: ['--nodes', '3'], why: '--nodes is for a replay' },
  { args: ['--speed', '101'], why: '--speed is 101, not a number above 0 and up to 100' },
  { args: ['--speed', '0'], why: '--speed is 0' },
  { args: ['--shape', 'tiny'], why: '--shape is tiny, none of mainnet, small' },
  { args: ['--genesis', 'soon'], why: '--genesis is soon' },
  { args: ['--history', '-1'], why: '--history' },
  { args: ['--colour', 'red'], why: '--colour' },
])('a wrong command line is refused: $why', ({ args, why }) => {
  expect(() => serveOptions(args)).toThrow(why)
})

test('one port places all kinds of ports of a simulation', () => {
  expect(serveOptions(['--port', '24000', '--probe-port', '8080'])).toMatchObject({
    simulation: {
      ports: { port: 24_000, jsonrpcPort: 24_100, probePort: 8080, adminPort: 24_300, controlPort: 24_400 },
    },
  })
})
