import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { originOf, PEER_HEADER } from './origin.ts'
import { markPeer } from './peer.ts'

test('who connected is the address, whatever a caller writes into headers that proxies write', () => {
  const request = new IncomingMessage(new Socket())
  Object.assign(request.headers, {
    [PEER_HEADER]: '203.0.113.9',
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-host': 'evil.test',
    'x-forwarded-proto': 'https',
  })
  markPeer(request)
  const headers = new Headers(request.headers as Record<string, string>)
  expect(originOf(headers, 'r').address).toBe('unknown')
  expect([...headers.keys()]).toEqual([PEER_HEADER])
})
