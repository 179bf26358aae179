import { createServer as createHttp } from 'node:http'
import { createServer as createTcp, type Server } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { openDoor } from './door.client.ts'
import { lookAt } from './look.service.ts'
import { listening, localEndpoint } from './testing.client.ts'

/** Sees every connection that reaches this machine; the addresses below that mean it lead here. */
let canary: Server
let port: number
let reached = 0
beforeAll(async () => {
  canary = createTcp((socket) => {
    reached += 1
    socket.destroy()
  })
  port = await new Promise((resolve) => {
    canary.on('listening', () => {
      const address = canary.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
    // Not every machine has IPv6.
    canary.once('error', () => canary.listen(0, '0.0.0.0')).listen(0, '::')
  })
})
beforeEach(() => {
  reached = 0
})
afterAll(() => void canary.close())

/** Names, and what they resolve to: the first time and every time after. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  localhost: ['127.0.0.1'],
  'localhost.': ['127.0.0.1'],
  'metadata.google.internal': ['169.254.169.254'],
  'loopback.example': ['127.0.0.1'],
  'loopback6.example': ['::1'],
  'private.example': ['10.0.0.5', '192.168.0.5'],
  'mapped.example': ['::ffff:127.0.0.1'],
  // Harmless when looked at a second time; the one look that counts is the one that is connected to.
  'rebinding.example': ['127.0.0.1', '93.184.215.14'],
}

function naming() {
  const asked = new Map<string, number>()
  const resolve: Parameters<typeof openDoor>[1] = (name, done) => {
    const times = asked.get(name) ?? 0
    asked.set(name, times + 1)
    const addresses = NAMES[name] ?? []
    const now = name === 'rebinding.example' ? addresses.slice(times, times + 1) : addresses
    done(
      null,
      now.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return resolve
}

const HOSTS = [
  '127.0.0.1',
  '127.1',
  '127.0.0.1.',
  '2130706433', // decimal
  '0x7f000001', // hex
  '0x7f.0x0.0x0.0x1',
  '017700000001', // octal
  '0177.0.0.1',
  '127.0.1',
  '①②⑦.⓪.⓪.①', // digits in circles
  '127。0。0。1', // ideographic full stops
  '%31%32%37.0.0.1', // encoded digits
  '0',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1', // behind a carrier's NAT
  '169.254.169.254', // metadata: AWS, Google, Azure
  '2852039166', // the same in decimal
  '0xa9fea9fe', // and in hex
  '169.254.170.2', // metadata of AWS's containers
  '100.100.100.200', // metadata of Alibaba
  '168.63.129.16', // Azure's wire server, on a public address
  '192.0.0.192', // metadata of Oracle
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:a9fe:a9fe]',
  '[::127.0.0.1]', // IPv4-compatible
  '[::ffff:0:127.0.0.1]', // IPv4-translated
  '[64:ff9b::7f00:1]', // NAT64
  '[2002:7f00:1::]', // 6to4
  '[fe80::1]',
  '[fc00::1]',
  '[fd00:ec2::254]', // metadata of AWS over IPv6
  '[fec0::1]',
  '[ff02::1]',
  ...Object.keys(NAMES),
]

test('more than 40 addresses are tried', () => {
  expect(new Set(HOSTS).size).toBeGreaterThanOrEqual(40)
})

test.each(HOSTS)('%s is refused for every kind of address, and nothing is connected to', async (host) => {
  const url = `http://${host}:${port}`
  const door = () => openDoor([], naming())
  const refused = { ok: false, reason: 'private_address' }
  const looks = await Promise.all([
    lookAt(localEndpoint({ jsonrpc: url }), door()),
    lookAt(localEndpoint({ jsonrpc: `https://${host}:${port}/latest/meta-data?x=1#y` }), door()),
    lookAt(localEndpoint({ grpc: `${host}:${port}` }), door()),
    lookAt(localEndpoint({ grpc: `${host}:${port}`, tls: true }), door()),
  ])
  expect(looks).toMatchObject([refused, refused, refused, refused])
  expect(reached).toBe(0)
})

test('a name that turns private between two connections is refused at the second', async () => {
  let times = 0
  const turning: Parameters<typeof openDoor>[1] = (_name, done) => {
    times += 1
    done(null, [{ address: times === 1 ? '127.0.0.2' : '127.0.0.1', family: 4 }])
  }
  const door = openDoor(['127.0.0.2/32'], turning)
  const first = await lookAt(localEndpoint({ jsonrpc: `http://turning.example:${port}` }), door)
  expect(first).toMatchObject({ ok: false, reason: 'cut_off' })
  expect(reached).toBe(1)
  const second = await lookAt(localEndpoint({ jsonrpc: `http://turning.example:${port}` }), door)
  expect([second, reached, times]).toMatchObject([{ ok: false, reason: 'private_address' }, 1, 2])
})

test.each([301, 302, 303, 307, 308])(
  'a redirect (%i) to a private address is not followed',
  async (status) => {
    const location = `http://127.0.0.1:${port}/`
    const sender = createHttp((_request, response) => void response.writeHead(status, { location }).end())
    onTestFinished(() => void sender.close())
    const at = await listening(sender)
    const door = openDoor(['127.0.0.0/8'])
    expect(await lookAt(localEndpoint({ jsonrpc: `http://127.0.0.1:${at}` }), door)).toMatchObject({
      ok: false,
      reason: 'redirected',
    })
    expect(reached).toBe(0)
  },
)

const HANGING: [string, () => ReturnType<typeof openDoor>][] = [
  [
    'accepts and says nothing',
    () => openDoor(['127.0.0.0/8'], (_name, done) => done(null, [{ address: '127.0.0.1', family: 4 }])),
  ],
  ['is never resolved', () => openDoor([], () => undefined)],
]

test.concurrent.for(HANGING)(
  'a public-looking address that %s ends within 10 s',
  { timeout: 12_000 },
  async ([_what, door], { expect, onTestFinished }) => {
    const silent = createTcp(() => undefined)
    onTestFinished(() => void silent.close())
    const address = `node.example:${await listening(silent)}`
    const web = { jsonrpc: `http://${address}`, probe: `http://${address}`, metrics: `http://${address}` }
    const began = performance.now()
    const look = await lookAt(localEndpoint({ grpc: address, ...web }), door())
    expect(look).toMatchObject({ ok: false, reason: 'timed_out' })
    expect(performance.now() - began).toBeLessThan(10_000)
  },
)
