import { connect } from 'node:tls'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RunningDevnet } from '../devnet.ts'
import { type Given, rawClient, testDevnet } from '../testing.ts'

const META = 'iotexapi.APIService/GetChainMeta'
const NOTHING = new Uint8Array(0)
let devnet: RunningDevnet
beforeAll(async () => {
  devnet = await testDevnet({ nodes: 2 })
})
afterAll(() => devnet.close())
beforeEach(() => fetch(`${devnet.control}/faults/all`, { method: 'DELETE' }))

function suffer(fault: object): Promise<Response> {
  return fetch(`${devnet.control}/faults`, { method: 'POST', body: JSON.stringify(fault) })
}
async function ask(node: number, deadlineMs = 1000): Promise<Given> {
  const client = rawClient(devnet.endpoints[node]?.grpc ?? '')
  const given = await client.call(META, NOTHING, deadlineMs)
  client.close()
  return given
}
function tlsFault(): Promise<string> {
  const [host, port] = (devnet.endpoints[0]?.grpc ?? '').split(':')
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), servername: 'localhost', ALPNProtocols: ['h2'] })
    socket.on('secureConnect', () => resolve('trusted'))
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
}

describe('a node', () => {
  test('that is stopped refuses on all three ports, the other goes on, and it comes back on the same ones', async () => {
    await suffer({ node: 0, fault: 'stop' })
    expect(await ask(0)).toMatchObject({ code: 14, text: expect.stringContaining('ECONNREFUSED') })
    await expect(fetch(devnet.endpoints[0]?.probe ?? '')).rejects.toThrow()
    expect(await ask(1)).toHaveProperty('base64')
    await fetch(`${devnet.control}/faults/all`, { method: 'DELETE' })
    expect(await ask(0)).toHaveProperty('base64')
  })

  test('that hangs takes the connection and never answers', async () => {
    await suffer({ node: 'all', fault: 'hang' })
    expect(await ask(0, 300)).toMatchObject({ code: 4 })
  })

  test('that is slow answers after its time', async () => {
    await suffer({ node: 0, fault: 'slow', ms: 400 })
    expect(await ask(0, 200)).toMatchObject({ code: 4 })
    expect(await ask(0, 2000)).toHaveProperty('base64')
  })

  test('that is a web server speaks HTML on every port', async () => {
    await suffer({ node: 0, fault: 'html' })
    expect(await ask(0)).toHaveProperty('code')
    expect(
      await (await fetch(devnet.endpoints[0]?.jsonrpc ?? '', { method: 'POST', body: '{}' })).text(),
    ).toContain('<html>')
  })

  test('that floods says it sends 1 GB', async () => {
    await suffer({ node: 0, fault: 'flood' })
    expect(await ask(0, 300)).toHaveProperty('code')
  })

  test.each([
    { fault: 'tls_expired', code: 'CERT_HAS_EXPIRED' },
    { fault: 'tls_self_signed', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  ])('under $fault fails with $code', async ({ fault, code }) => {
    await suffer({ node: 0, fault })
    expect(await tlsFault()).toBe(code)
  })
})

describe('the control port', () => {
  test.each([
    { fault: 'explode', node: 0 },
    { fault: 'slow', node: 0 },
    { fault: 'stop', node: 2 },
    { fault: 'lie', lie: 'producer', height: 441, node: 0 },
    { fault: 'lie', lie: 'endorsers', height: 5, node: 0, variant: 'header' },
    { fault: 'stop', node: 0, more: 1 },
  ])('refuses $fault $lie $variant with a sentence', async (fault) => {
    const answer = await suffer(fault)
    expect([answer.status, (await answer.json()) as unknown]).toMatchObject([400, { code: 'bad_request' }])
  })

  test('lists what is in force and ends one by its id', async () => {
    const { id } = (await (await suffer({ node: 0, fault: 'freeze' })).json()) as { id: number }
    await suffer({ node: 1, fault: 'slow', ms: 1 })
    const left = await fetch(`${devnet.control}/faults/${id}`, { method: 'DELETE' })
    expect(await left.json()).toMatchObject({ items: [{ fault: 'slow' }] })
    expect((await fetch(`${devnet.control}/faults/${id}`, { method: 'DELETE' })).status).toBe(404)
  })

  test('lists its own calls', async () => {
    expect(Object.keys((await (await fetch(devnet.control)).json()) as object)).toContain('GET /clock')
  })
})
