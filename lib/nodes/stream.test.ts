import http2 from 'node:http2'
import type { Socket } from 'node:net'
import { connectNodeAdapter } from '@connectrpc/connect-node'
import { expect, onTestFinished, test } from 'vitest'
import { createNodeClient, type NodeClient } from './client.ts'
import { openDoor } from './door.client.ts'
import { APIService } from './gen/iotexapi_pb.ts'
import { listening, localEndpoint } from './testing.client.ts'

type Streaming = {
  client: NodeClient
  cut: () => void
  listeners: () => number
  listenAgain: () => Promise<void>
}

/** A gateway that streams a block of one byte now and then. */
async function gateway(): Promise<Streaming> {
  let listeners = 0
  const adapter = connectNodeAdapter({
    routes: (router) =>
      void router.service(APIService, {
        getChainMeta: () => ({ chainMeta: { height: 7n, chainId: 1 } }),
        async *streamBlocks(_request, { signal }) {
          listeners++
          signal.addEventListener('abort', () => listeners--, { once: true })
          for (let height = 1; !signal.aborted; height++) {
            yield { block: Uint8Array.of(height) }
            await new Promise((resolve) => setTimeout(resolve, 5))
          }
        },
      }),
  })
  const sockets = new Set<Socket>()
  const server = http2.createServer(adapter).on('connection', (socket: Socket) => sockets.add(socket))
  const port = await listening(server)
  const client = createNodeClient(
    localEndpoint({ grpc: `127.0.0.1:${port}`, gateway: true }),
    openDoor(['127.0.0.0/8']),
  )
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy()
    server.close()
  }
  onTestFinished(() => {
    client.close()
    cut()
  })
  const listenAgain = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { client, cut, listeners: () => listeners, listenAgain }
}

test('gives blocks as they come, until the connection is lost', async () => {
  const { client, cut } = await gateway()
  const seen: number[] = []
  const reading = (async () => {
    for await (const [height = 0] of client.streamBlocks(new AbortController().signal)) {
      seen.push(height)
      if (seen.length === 3) cut()
    }
  })()
  await expect(reading).rejects.toMatchObject({ code: 'cut_off', retryable: true })
  expect(seen.slice(0, 3)).toEqual([1, 2, 3])
})

test('a reader that leaves is no listener any more', async () => {
  const { client, listeners } = await gateway()
  for await (const _block of client.streamBlocks(new AbortController().signal)) {
    expect(listeners()).toBe(1)
    break
  }
  await expect.poll(listeners).toBe(0)
})

test('ends by its signal, and says that it was that', async () => {
  const { client, listeners } = await gateway()
  const stop = new AbortController()
  const reading = (async () => {
    for await (const _block of client.streamBlocks(stop.signal)) stop.abort()
  })()
  await expect(reading).rejects.toMatchObject({ code: 'stopped' })
  await expect.poll(listeners).toBe(0)
})

test('one client comes back by itself when its endpoint does', async () => {
  const { client, cut, listenAgain } = await gateway()
  expect(await client.chainMeta()).toMatchObject({ height: 7 })
  cut()
  await expect(client.chainMeta()).rejects.toMatchObject({ retryable: true })
  await listenAgain()
  expect(await client.chainMeta()).toMatchObject({ height: 7 })
})
