import { createServer as createHttp, type RequestListener } from 'node:http'
import http2 from 'node:http2'
import { createServer as createTcp, type Server, type Socket } from 'node:net'
import tls from 'node:tls'
import { connectNodeAdapter } from '@connectrpc/connect-node'
import { beforeAll, expect, test } from 'vitest'
import { openDoor } from './door.client.ts'
import { APIService } from './gen/iotexapi_pb.ts'
import { lookAt } from './look.service.ts'
import { fixture, listening, localEndpoint } from './testing.client.ts'

const door = openDoor(['127.0.0.0/8'])
const RECORDED = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }

beforeAll(() => tls.setDefaultCACertificates([...tls.getCACertificates('default'), fixture('tls/ca.pem')]))

type Finish = (run: () => void) => void

/** Runs a server for one test; whatever hangs on it is cut when the test ends. */
async function served(server: Server, onTestFinished: Finish): Promise<string> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `127.0.0.1:${await listening(server)}`
}

const certified = (name: string) => ({
  key: fixture(`tls/${name}.key.pem`),
  cert: fixture(`tls/${name}.pem`),
})
const node = connectNodeAdapter({
  routes: (router) =>
    void router.service(APIService, {
      getChainMeta: () => ({ chainMeta: { height: 440n, chainId: 1 } }),
      getServerMeta: () => ({ serverMeta: { packageVersion: 'v2.4.4' } }),
    }),
})

/** Sends for ever, as fast as it is taken. */
function flood(out: {
  write: (chunk: Buffer) => boolean
  once: (event: 'drain', then: () => void) => unknown
  destroyed: boolean
}) {
  const chunk = Buffer.alloc(1 << 16, 'x')
  const more = () => {
    while (!out.destroyed && out.write(chunk));
    if (!out.destroyed) out.once('drain', more)
  }
  more()
}

test('a healthy node: height, version and what its other addresses say', async ({ onTestFinished }) => {
  const web = async (listener: RequestListener) =>
    `http://${await served(createHttp(listener), onTestFinished)}`
  const rpc = await web((_request, response) => response.end('{"jsonrpc":"2.0","id":1,"result":"0x1b8"}'))
  const probe = await web((request, response) => {
    response.writeHead(request.url === '/readiness' ? 503 : 404).end('FAIL')
  })
  const metrics = await web((_request, response) =>
    response
      .writeHead(200, RECORDED)
      .end('iotex_node_info_height_gauge{address="io1a",version="v2.4.4"} 439\n'),
  )
  const endpoint = localEndpoint({
    grpc: await served(http2.createServer(node), onTestFinished),
    jsonrpc: rpc,
    probe,
    metrics,
  })
  const heard = [{ address: 'io1a', version: 'v2.4.4', height: 439 }]
  expect(await lookAt(endpoint, door)).toEqual({
    ...{ ok: true, height: 440, version: 'v2.4.4', jsonrpcHeight: 440, ready: false, troubles: {} },
    ...{ nodes: heard, heard },
  })
})

test('over TLS, with a certificate for its name', async ({ onTestFinished }) => {
  const port = (await served(http2.createSecureServer(certified('valid'), node), onTestFinished)).split(
    ':',
  )[1]
  const byName = openDoor([], (_name, done) => done(null, [{ address: '127.0.0.1', family: 4 }]))
  expect(await lookAt(localEndpoint({ grpc: `localhost:${port}`, tls: true }), byName)).toMatchObject({
    ...{ ok: false, reason: 'private_address' },
  })
  expect(await lookAt(localEndpoint({ grpc: `localhost:${port}`, tls: true }), door)).toMatchObject({
    ok: true,
    height: 440,
  })
})

const GRPC_TROUBLE: [string, reason: string, server: () => Server, isTls?: boolean][] = [
  ['never answers', 'timed_out', () => createTcp(() => {})],
  ['never ends the handshake', 'timed_out', () => createTcp(() => {}), true],
  ['resets', 'cut_off', () => createTcp((socket) => void socket.resetAndDestroy())],
  ['hangs up', 'cut_off', () => createTcp((socket) => void socket.end())],
  ['speaks HTTP/1', 'not_a_node', () => createHttp((_request, response) => void response.end('<html>'))],
  [
    'speaks HTML',
    'not_a_node',
    () =>
      http2.createServer(
        (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      ),
  ],
  [
    'redirects',
    'not_a_node',
    () =>
      http2.createServer(
        (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1' }).end(),
      ),
  ],
  [
    'is another gRPC service',
    'not_a_node',
    () => http2.createServer(connectNodeAdapter({ routes: () => {} })),
  ],
  [
    'is a proxy without its node',
    'busy',
    () => http2.createServer((_request, response) => void response.writeHead(503).end()),
  ],
  [
    'announces 1 GB',
    'too_large',
    () =>
      http2.createServer((_request, response) => {
        response
          .writeHead(200, { 'content-type': 'application/grpc' })
          .write(Buffer.from([0, 0x3b, 0x9a, 0xca, 0]))
        flood(response)
      }),
  ],
  [
    'sends HTML for ever',
    'not_a_node',
    () =>
      http2.createServer((_request, response) =>
        flood(response.writeHead(200, { 'content-type': 'text/html' })),
      ),
  ],
  [
    'sends what is no message',
    'bad_answer',
    () =>
      http2.createServer(
        (_request, response) =>
          void response
            .writeHead(200, { 'content-type': 'application/grpc' })
            .end(Buffer.from([0, 0, 0, 0, 2, 0xff, 0xff])),
      ),
  ],
  ['is TLS, spoken to without', 'tls', () => http2.createSecureServer(certified('valid'), node)],
  ['is no TLS, spoken to with', 'tls', () => http2.createServer(node), true],
  ['has an expired certificate', 'tls', () => http2.createSecureServer(certified('expired'), node), true],
  [
    'has a certificate for another name',
    'tls',
    () => http2.createSecureServer(certified('valid'), node),
    true,
  ],
]

test.concurrent.for(GRPC_TROUBLE)(
  'gRPC that %s: %s',
  async ([_what, reason, server, isTls = false], { expect, onTestFinished }) => {
    const endpoint = localEndpoint({ grpc: await served(server(), onTestFinished), tls: isTls })
    const began = performance.now()
    expect(await lookAt(endpoint, door, { timeoutMs: 1000 })).toMatchObject({ ok: false, reason })
    expect(performance.now() - began).toBeLessThan(5000)
  },
)

const HTML = '<html>hello</html>'
const WEB_TROUBLE: [string, reason: string, listener: RequestListener][] = [
  ['never answers', 'timed_out', () => {}],
  [
    'never ends its answer',
    'timed_out',
    (_request, response) => void response.writeHead(200, RECORDED).write('O'),
  ],
  ['hangs up', 'cut_off', (request) => void request.socket.destroy()],
  [
    'speaks HTML',
    'not_a_node',
    (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(HTML),
  ],
  ['knows no such page', 'not_a_node', (_request, response) => void response.writeHead(404).end()],
  [
    'redirects',
    'redirected',
    (_request, response) => void response.writeHead(307, { location: 'http://127.0.0.1:1' }).end(),
  ],
  ['is full', 'busy', (_request, response) => void response.writeHead(429).end()],
  ['sends for ever', 'too_large', (_request, response) => flood(response.writeHead(200, RECORDED))],
]

test.concurrent.for(WEB_TROUBLE)(
  'JSON-RPC, probe and metrics that %s: %s',
  async ([_what, reason, listener], { expect, onTestFinished }) => {
    const [rpc, probe, metrics] = await Promise.all(
      [0, 1, 2].map(async () => `http://${await served(createHttp(listener), onTestFinished)}`),
    )
    const grpc = await served(http2.createServer(node), onTestFinished)
    const endpoint = localEndpoint({
      grpc,
      jsonrpc: rpc ?? null,
      probe: probe ?? null,
      metrics: metrics ?? null,
    })
    const look = await lookAt(endpoint, door, { timeoutMs: 1000 })
    const trouble = { reason }
    expect(look).toMatchObject({
      ok: true,
      height: 440,
      troubles: { jsonrpc: trouble, probe: trouble, metrics: trouble },
    })
    expect(await lookAt(localEndpoint({ jsonrpc: rpc ?? null }), door, { timeoutMs: 1000 })).toMatchObject({
      ok: false,
      reason,
    })
  },
)

test.concurrent.for([
  ['{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"web3 method not found"}}', 'not_supported'],
  ['{"jsonrpc":"2.0","id":1,"result":"440"}', 'bad_answer'],
  ['{"jsonrpc":"2.0","id":1,"result":"0xffffffffffffffff"}', 'bad_answer'],
  ['{"jsonrpc":"2.0","id":7,"result":"0x1b8"}', 'not_a_node'],
])('JSON-RPC that answers %s: %s', async ([answer, reason], { expect, onTestFinished }) => {
  const listener: RequestListener = (_request, response) => void response.end(answer)
  const jsonrpc = `http://${await served(createHttp(listener), onTestFinished)}`
  expect(await lookAt(localEndpoint({ jsonrpc }), door)).toMatchObject({ ok: false, reason })
})

test('nothing listens, a name that is none, and our own giving up', async () => {
  expect(await lookAt(localEndpoint({ grpc: '127.0.0.1:1' }), door)).toMatchObject({ reason: 'refused' })
  expect(await lookAt(localEndpoint({ grpc: 'nobody.invalid:1' }), door)).toMatchObject({
    reason: 'unknown_name',
  })
  const stopped = lookAt(localEndpoint({ grpc: '127.0.0.1:1' }), door, { signal: AbortSignal.abort() })
  await expect(stopped).rejects.toMatchObject({ code: 'stopped' })
})
