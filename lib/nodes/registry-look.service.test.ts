import { readFileSync } from 'node:fs'
import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createTcp, type Server } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { expect, onTestFinished, test } from 'vitest'
import { blockHash } from '#lib/chain/signatures.ts'
import { openDoor } from './door.client.ts'
import { GetRawBlocksResponseSchema, GetServerMetaResponseSchema } from './gen/iotexapi_pb.ts'
import { headerBytesIn } from './raw-block.ts'
import { NodeAddresses } from './registry.ts'
import { lookAtNode } from './registry-look.service.ts'
import { listening, recordedAnswers, replayServer } from './testing.client.ts'

const door = openDoor(['127.0.0.0/8'])
const answers = recordedAnswers('v2.2.2')
const labelled = (label: string) => answers.find((answer) => answer.label === label)
const tip = labelled('raw blocks 440 x2')
const METHODS = ['GetServerMeta', 'GetChainMeta', 'GetRawBlocks']
const METRICS = gunzipSync(readFileSync(new URL('fixtures/metrics-v2.5.0.txt.gz', import.meta.url)))

/** A recorded node, whose only block is that of height 440. */
async function recordedNode(hasBlock = true): Promise<string> {
  const server = await replayServer(METHODS, (method) => {
    if (method === 'GetRawBlocks') return hasBlock ? tip : labelled('raw blocks 0 x1')
    return labelled(method === 'GetChainMeta' ? 'chain meta' : 'server meta')
  })
  onTestFinished(server.close)
  return server.grpc
}

async function web(listener: RequestListener): Promise<string> {
  const server: Server = createHttp(listener)
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${await listening(server)}`
}

const at = (addresses: object) => NodeAddresses.parse(addresses)
const ANCHOR = { height: 440, hash: tipHash() }
const OTHER = { height: 440, hash: new Uint8Array(32) }

function tipHash(): Uint8Array {
  const { blocks } = fromBinary(GetRawBlocksResponseSchema, Buffer.from(tip?.response ?? '', 'base64'))
  const [block] = blocks
  const header = block === undefined ? null : headerBytesIn(block)
  return blockHash(header ?? new Uint8Array())
}

test.each([
  ['the same block', { chainId: 1, anchor: ANCHOR }, true, 'same'],
  ['another block at that height', { chainId: 1, anchor: OTHER }, true, 'other'],
  ['another chain id', { chainId: 2, anchor: ANCHOR }, true, 'other'],
  ['no such old block', { chainId: 1, anchor: ANCHOR }, false, 'unknown'],
  ['nothing to hold it against', { chainId: 1, anchor: null }, true, 'unknown'],
] as const)('a node with %s is of %j: %s, %s', async (_what, mark, hasBlock, network) => {
  const found = await lookAtNode(at({ grpc: await recordedNode(hasBlock) }), mark, door)
  expect(found).toMatchObject({ network, height: 440, version: null, operators: null })
  expect(found.addresses).toEqual({ grpc: { ok: true, reason: null, detail: 'Answers at height 440.' } })
})

test('every address says what it found, each for itself', async () => {
  const jsonrpc = await web((_request, response) => response.end('{"jsonrpc":"2.0","id":1,"result":"0x1b8"}'))
  const probe = await web((_request, response) => response.writeHead(503).end('FAIL'))
  const metrics = await web((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/plain' }).end(METRICS),
  )
  const agent = 'http://127.0.0.1:1'
  const found = await lookAtNode(at({ jsonrpc, probe, metrics, agent }), { chainId: 1, anchor: null }, door)
  expect(found).toMatchObject({ network: 'unknown', height: 440, version: null, ready: false })
  expect(found.operators).toEqual([expect.stringMatching(/^io1[0-9a-z]{38}$/)])
  const { addresses } = found
  expect([addresses.jsonrpc?.ok, addresses.probe?.ok, addresses.metrics?.ok]).toEqual([true, true, true])
  expect(addresses.agent).toMatchObject({ ok: false, reason: 'refused' })
  expect(addresses.grpc).toBeUndefined()
})

test('of what a machine says only what can be shown and stored is kept', async () => {
  const said = ['io1\0', 'x'.repeat(9000), `io1${'a'.repeat(38)}`].map(
    (key) => `iotex_heartbeat_status{source="${key}",status_type="operatorAddress"} 1`,
  )
  const metrics = await web((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/plain' }).end(`${said.join('\n')}\n`),
  )
  const packageVersion = `v2\0\u001b[31m${'9'.repeat(500)}`
  const version = toBinary(
    GetServerMetaResponseSchema,
    create(GetServerMetaResponseSchema, { serverMeta: { packageVersion } }),
  )
  const { grpc, close } = await replayServer(METHODS, (method) =>
    method === 'GetServerMeta'
      ? { label: '', method, request: '', response: Buffer.from(version).toString('base64') }
      : labelled('chain meta'),
  )
  onTestFinished(close)
  const found = await lookAtNode(at({ grpc, metrics }), { chainId: 1, anchor: null }, door)
  expect(found.operators).toEqual([`io1${'a'.repeat(38)}`])
  expect(found.version).toBe(`v2[31m${'9'.repeat(54)}`)
})

test('what a private name resolves to is told to nobody', async () => {
  const closed = openDoor([], (_name, done) => done(null, [{ address: '10.11.12.13', family: 4 }]))
  const url = 'http://secret.example:80'
  const everywhere = { grpc: 'secret.example:80', jsonrpc: url, probe: url, metrics: url, agent: url }
  const found = await lookAtNode(at(everywhere), { chainId: 1, anchor: null }, closed)
  for (const finding of Object.values(found.addresses))
    expect(finding).toMatchObject({ ok: false, reason: 'private_address' })
  expect(Object.keys(found.addresses)).toHaveLength(5)
  expect(JSON.stringify(found)).not.toContain('10.11.12.13')
})

test('a machine that says nothing at any address is done with within 10 s', async () => {
  const silent = createTcp(() => undefined)
  onTestFinished(() => void silent.close())
  const host = `127.0.0.1:${await listening(silent)}`
  const url = `http://${host}`
  const everywhere = { grpc: host, jsonrpc: url, probe: url, metrics: url, agent: url }
  const began = performance.now()
  const found = await lookAtNode(at(everywhere), { chainId: 1, anchor: null }, door)
  expect(performance.now() - began).toBeLessThan(10_000)
  for (const finding of Object.values(found.addresses)) expect(finding).toMatchObject({ reason: 'timed_out' })
}, 12_000)
