import { fromBinary } from '@bufbuild/protobuf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GetRawBlocksResponseSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import type { RunningDevnet } from './devnet.ts'
import { type Given, rawClient, recordedLines, testDevnet } from './testing.ts'
import { codeNumber } from './wire/grpc-status.ts'

type Line = {
  readonly label: string
  readonly method: string
  readonly request: string
  readonly response?: string
  readonly error?: { readonly code: string; readonly details: string }
  readonly messages?: unknown
}
type Web3Line = { readonly label: string; readonly request: string; readonly response: string }
type BlockLine = { readonly height: number; readonly blockInfo: string }

function toBase64(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('base64')
}

let devnet: RunningDevnet
beforeAll(async () => {
  devnet = await testDevnet({ nodes: 12 })
})
afterAll(() => devnet.close())

function address(node: number): string {
  return devnet.endpoints[node]?.grpc ?? ''
}

describe('at the end of recording A, asked by a client of another make', () => {
  const lines = recordedLines('a', 'answers.jsonl.gz') as Line[]

  test('every recorded call gives the recorded bytes, or the recorded code and text', async () => {
    const clients = Array.from({ length: 12 }, (_, node) => rawClient(address(node)))
    const different: string[] = []
    for (const line of lines.filter(({ messages }) => messages === undefined)) {
      const node = Number(/^node (\d+): /.exec(line.label)?.[1] ?? 0)
      const given = await clients[node]?.call(line.method, Buffer.from(line.request, 'base64'))
      const expected: Given = line.error
        ? { code: codeNumber(line.error.code), text: line.error.details }
        : { base64: line.response ?? '' }
      if (JSON.stringify(given) !== JSON.stringify(expected)) different.push(line.label)
    }
    for (const client of clients) client.close()
    expect(different).toEqual([])
    expect(lines.length).toBe(190)
  })

  test('every recorded JSON-RPC body gives the recorded body', async () => {
    for (const { request, response } of recordedLines('a', 'web3.jsonl.gz') as Web3Line[]) {
      const given = await fetch(devnet.endpoints[0]?.jsonrpc ?? '', { method: 'POST', body: request })
      expect([given.status, await given.text()]).toEqual([200, response])
    }
  })

  test('all 440 blocks come back as they were recorded', async () => {
    const client = rawClient(address(0))
    const request = Buffer.from([0x08, 0x01, 0x10, 0xe8, 0x07, 0x18, 0x01, 0x20, 0x01]) // 1, 1000, receipts, logs
    const given = await client.call('iotexapi.APIService/GetRawBlocks', request)
    client.close()
    const served =
      'base64' in given ? fromBinary(GetRawBlocksResponseSchema, Buffer.from(given.base64, 'base64')) : null
    const recorded = (recordedLines('a', 'blocks.jsonl.gz') as BlockLine[]).map(({ blockInfo }) => blockInfo)
    const different = recorded.filter((block, index) => toBase64(served?.blocks[index]) !== block)
    expect([served?.blocks.length, different.length]).toEqual([440, 0])
  })

  test('a request beyond 4 MiB is refused as grpc-go refuses it', async () => {
    const client = rawClient(address(0))
    const given = await client.call('iotexapi.APIService/GetChainMeta', Buffer.alloc((4 << 20) + 1))
    client.close()
    const text = 'grpc: received message larger than max (4194305 vs. 4194304)'
    expect(given).toEqual({ code: 8, text })
  })

  test('another method of the service than the recording called is unavailable, an unknown service unimplemented', async () => {
    const client = rawClient(address(0))
    const logs = await client.call('iotexapi.APIService/GetLogs', new Uint8Array(0))
    const nothing = await client.call('iotexapi.Nothing/GetLogs', new Uint8Array(0))
    client.close()
    expect(logs).toEqual({ code: 14, text: 'not known at this instant of the replay' })
    expect(nothing).toEqual({ code: 12, text: 'unknown service iotexapi.Nothing' })
  })
})

test('the clock of a replay at speed max stands at the end', async () => {
  const clock = await (await fetch(`${devnet.control}/clock`)).json()
  expect(clock).toMatchObject({
    speed: 0,
    endHeight: 440,
    endsAtMs: 1795227164550,
    anchorNetworkMs: 1795227164550,
  })
})

test('probe and metrics answer as they were last observed', async () => {
  const { probe = '', metrics = '' } = devnet.endpoints[9] ?? {}
  expect(await (await fetch(`${probe}/readiness`)).text()).toBe('OK')
  expect(await (await fetch(metrics)).text()).toContain('iotex_node_info_height_gauge')
  expect((await fetch(`${probe}/other`)).status).toBe(404)
})
