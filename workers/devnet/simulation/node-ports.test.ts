import net from 'node:net'
import { connect } from 'node:tls'
import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  GetChainMetaResponseSchema,
  GetRawBlocksRequestSchema,
  GetServerMetaResponseSchema,
} from '#lib/nodes/gen/iotexapi_pb.ts'
import { heardHeights } from '#lib/nodes/metrics.ts'
import type { NodeAddress } from '../node.ts'
import { type Given, rawClient } from '../testing.ts'
import { serveNetwork } from './serve-network.ts'
import { FREE_PORTS, type TestNetwork, testNetwork } from './testing.ts'

const NOTHING = new Uint8Array(0)
const API = 'iotexapi.APIService'
let running: TestNetwork & { close(): Promise<void> }
beforeAll(async () => {
  running = await testNetwork({ speed: 8 })
})
afterAll(() => running.close())
afterEach(() => suffer('DELETE', '/faults/all'))

function address(node: number): NodeAddress {
  const found = running.devnet.endpoints[node]
  if (found === undefined) throw new RangeError(`no node ${node}`)
  return found
}
async function suffer(method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${running.devnet.control}${path}`, {
    method,
    body: JSON.stringify(body) ?? null,
  })
  return answer.json()
}
async function call(node: number, method: string, request = NOTHING, deadlineMs = 1000): Promise<Given> {
  const client = rawClient(address(node).grpc)
  const given = await client.call(`${API}/${method}`, request, deadlineMs)
  client.close()
  return given
}
function bytesOf(given: Given): Buffer {
  if (!('base64' in given)) throw new Error(`${given.code} ${given.text}`)
  return Buffer.from(given.base64, 'base64')
}
async function page(url: string): Promise<[number, string]> {
  const response = await fetch(url, { signal: AbortSignal.timeout(1000) })
  return [response.status, await response.text()]
}
function web3(node: number, method: string, ...params: unknown[]): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  return fetch(address(node).jsonrpc, { method: 'POST', body }).then((response) => response.json())
}
function isRefused(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url.includes('//') ? url : `http://${url}`)
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), hostname, () => resolve(false))
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'))
    socket.on('close', () => socket.destroy())
    socket.on('connect', () => socket.end())
  })
}
const portsOf = ({ grpc, jsonrpc, probe, admin = '' }: NodeAddress) => [grpc, jsonrpc, probe, admin]

describe('a node', () => {
  test('that is killed refuses at all four ports while the others answer', async () => {
    await suffer('POST', '/faults', { fault: 'kill', node: 0 })
    expect(await Promise.all(portsOf(address(0)).map(isRefused))).toEqual([true, true, true, true])
    expect(await Promise.all(portsOf(address(1)).map(isRefused))).toEqual([false, false, false, false])
  })

  test('that starts is alive and not ready first, and answers calls when its databases are open', async () => {
    await suffer('POST', '/faults', { fault: 'restart', node: 2 })
    const { probe, grpc } = address(2)
    expect([await page(`${probe}/liveness`), await page(`${probe}/readiness`)]).toEqual([
      [200, 'OK'],
      [503, 'FAIL'],
    ])
    expect(await isRefused(grpc)).toBe(true)
    expect((await page(`${probe}/metrics`))[1]).not.toContain('iotex_heartbeat_status')
    await expect.poll(() => isRefused(grpc), { timeout: 5000 }).toBe(false)
    expect((await page(`${probe}/metrics`))[1]).toContain('iotex_heartbeat_status')
  })

  test('that is frozen lets callers in and never answers', async () => {
    await suffer('POST', '/faults', { fault: 'freeze', node: 3 })
    expect(await call(3, 'GetChainMeta', NOTHING, 300)).toMatchObject({ code: 4 })
    expect(await isRefused(address(3).probe)).toBe(false)
  })

  test('whose probe is behind a firewall answers calls and no probe', async () => {
    await suffer('POST', '/faults', { fault: 'firewall_probe', node: 4 })
    expect(await call(4, 'GetChainMeta')).toHaveProperty('base64')
    const hangs = fetch(address(4).metrics, { signal: AbortSignal.timeout(200) })
    await expect(hangs).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  test('whose certificate has expired says so at its gRPC and JSON-RPC ports, not at its probe', async () => {
    await suffer('POST', '/faults', { fault: 'tls_expired', node: 4 })
    const [host = '', port] = address(4).grpc.split(':')
    const code = await new Promise((resolve) => {
      const socket = connect({ host, port: Number(port), servername: 'localhost', ALPNProtocols: ['h2'] })
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    })
    expect(code).toBe('CERT_HAS_EXPIRED')
    expect(await page(`${address(4).probe}/liveness`)).toEqual([200, 'OK'])
  })

  test('that is slow holds its answers back', async () => {
    await suffer('POST', '/faults', { fault: 'slow', node: 4, ms: 400, jitterMs: 50 })
    expect(await call(4, 'GetChainMeta', NOTHING, 250)).toMatchObject({ code: 4 })
    expect(await call(4, 'GetChainMeta', NOTHING, 2000)).toHaveProperty('base64')
  })

  test('that lies tells one block otherwise, and the rest as the others do', async () => {
    const blocks = (height: number, node: number) => {
      const fields = { startHeight: BigInt(height), count: 1n, withReceipts: true }
      return call(
        node,
        'GetRawBlocks',
        toBinary(GetRawBlocksRequestSchema, create(GetRawBlocksRequestSchema, fields)),
      )
    }
    await suffer('POST', '/faults', { fault: 'lie', node: 4, lie: 'timestamp', height: 20 })
    expect(await blocks(20, 4)).not.toEqual(await blocks(20, 5))
    expect(await blocks(21, 4)).toEqual(await blocks(21, 5))
  })

  test('that was upgraded states its new version everywhere', async () => {
    await suffer('POST', '/faults', { fault: 'upgrade', node: 5, version: 'v2.5.1' })
    await expect.poll(() => isRefused(address(5).grpc), { timeout: 5000 }).toBe(false)
    const { serverMeta } = fromBinary(GetServerMetaResponseSchema, bytesOf(await call(5, 'GetServerMeta')))
    expect(serverMeta?.packageVersion).toBe('v2.5.1')
    expect(await web3(5, 'web3_clientVersion')).toMatchObject({
      result: 'v2.5.1/go version go1.24.6 linux/amd64',
    })
  })

  test('whose clock is off says so in the date of its pages', async () => {
    await suffer('POST', '/faults', { fault: 'clock_off', node: 4, offsetSeconds: -600 })
    const date = async (node: number) =>
      Date.parse((await fetch(`${address(node).probe}/liveness`)).headers.get('date') ?? '')
    const offMs = (await date(4)) - (await date(5))
    expect(offMs).toBeLessThan(-500_000)
    expect(offMs).toBeGreaterThan(-610_000)
  })

  test('tells balances at its tip over JSON-RPC, and refuses those of the past', async () => {
    const stranger = `0x${'00'.repeat(19)}01`
    expect(await web3(6, 'eth_getBalance', stranger, 'latest')).toMatchObject({ result: '0x0' })
    expect(await web3(6, 'eth_getBalance', stranger, '0x1')).toMatchObject({
      error: { code: 13, message: expect.stringMatching(/^historical state at height 1 is not available/) },
    })
    expect(await web3(6, 'eth_getBalance', 'io1nothing')).toHaveProperty('error')
  })

  test('tells on its metrics page its height, its operator and who it hears', async () => {
    const [, text] = await page(address(6).metrics)
    const { chainMeta } = fromBinary(GetChainMetaResponseSchema, bytesOf(await call(6, 'GetChainMeta')))
    const told = Number(/^iotex_consensus_height (\d+)$/m.exec(text)?.[1])
    expect(Math.abs(told - 1 - Number(chainMeta?.height))).toBeLessThan(5)
    expect(text).toContain(
      `iotex_heartbeat_status{source="${address(6).operator}",status_type="operatorAddress"} 1\n`,
    )
    const heard = new Set(heardHeights(text).map(({ address }) => address))
    for (const { operator } of running.devnet.endpoints.slice(0, 14)) expect(heard).toContain(operator)
  })
})

describe('an admin port', () => {
  const ha = async (node: number) => (await page(`${address(node).admin}/ha`))[1]

  test('puts its own node on standby and back, the others of the same fault stay', async () => {
    expect(await ha(7)).toBe('{"active":true}\n')
    await suffer('POST', '/faults', { fault: 'standby', node: 'all' })
    expect(await page(`${address(7).admin}/ha?activate=true`)).toEqual([200, ''])
    expect([await ha(7), await ha(8)]).toEqual(['{"active":true}\n', '{"active":false}\n'])
    await page(`${address(7).admin}/ha?activate=false`)
    expect(await page(`${address(7).admin}/ha?activate=perhaps`)).toEqual([200, ''])
    expect(await ha(7)).toBe('{"active":false}\n')
  })

  test('pauses its node: its height stays while the chain goes on', async () => {
    expect(await page(`${address(9).admin}/pause`)).toEqual([200, ''])
    const heightOf = (node: number) => running.network.nodes[node]?.state().height ?? 0
    const paused = heightOf(9)
    await expect.poll(() => running.network.tip(), { timeout: 10_000 }).toBeGreaterThan(paused + 2)
    expect(heightOf(9)).toBe(paused)
    expect(await web3(9, 'eth_syncing')).toMatchObject({
      result: { currentBlock: `0x${paused.toString(16)}` },
    })
    await page(`${address(9).admin}/unpause`)
    expect(running.network.faults()).toEqual([])
  })
})

test('a port that is taken is told, and no other is left open', async () => {
  const taken = net.createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as net.AddressInfo
  const ports = { ...FREE_PORTS, probePort: port - 2 } // taken by the third node
  await expect(serveNetwork(running.network, ports, () => undefined)).rejects.toThrow(
    `port ${port} is taken by another program`,
  )
  expect(await isRefused(`127.0.0.1:${port - 1}`)).toBe(true)
  taken.close()
})
