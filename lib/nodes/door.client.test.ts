import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openDoor } from './door.client.ts'
import { NodeError } from './errors.ts'
import { listening } from './testing.client.ts'

const naming = (...addresses: string[]) =>
  ((_name, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) satisfies Parameters<typeof openDoor>[1]

/** How a connection attempt ended: the address reached, or the reason. */
function attempt(door: ReturnType<typeof openDoor>, host: string, port = 9): Promise<string> {
  return new Promise((resolve) => {
    const end = (error: unknown) => resolve(error instanceof NodeError ? error.code : String(error))
    try {
      const socket = door.connect({ host, port, tls: false, protocols: [] })
      socket.once('error', end).once('connect', () => {
        resolve(socket.remoteAddress ?? '')
        socket.destroy()
      })
    } catch (error) {
      end(error)
    }
  })
}

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254', // where clouds keep their secrets
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  'fe80::1',
  'fd00::1',
  '::ffff:10.0.0.1', // IPv4 in IPv6
  '64:ff9b::a00:1', // and through NAT64
  '::',
])('%s is not connected to, by its name or as it is', async (address) => {
  expect(await attempt(openDoor([]), address)).toBe('private_address')
  expect(await attempt(openDoor([], naming(address)), 'node.example')).toBe('private_address')
})

test('connects inside an allowed range, and only there', async () => {
  const server = createServer((socket) => socket.end())
  onTestFinished(() => void server.close())
  const port = await listening(server)
  expect(await attempt(openDoor(['127.0.0.0/8']), '127.0.0.1', port)).toBe('127.0.0.1')
  expect(await attempt(openDoor(['127.0.0.0/8'], naming('127.0.0.1')), 'node.example', port)).toBe(
    '127.0.0.1',
  )
  expect(await attempt(openDoor(['127.0.0.0/30']), '127.0.0.9', port)).toBe('private_address')
  expect(await attempt(openDoor(['::1/128']), '127.0.0.1', port)).toBe('private_address')
})

test('of several addresses only the allowed ones are tried', async () => {
  const server = createServer((socket) => socket.end())
  onTestFinished(() => void server.close())
  const port = await listening(server)
  const door = openDoor(['127.0.0.1/32'], naming('10.0.0.1', '127.0.0.2', '127.0.0.1'))
  expect(await attempt(door, 'node.example', port)).toBe('127.0.0.1')
})

test('a name is resolved once a connection, so what was checked is what is connected to', async () => {
  const asked: string[] = []
  const rebinding: Parameters<typeof openDoor>[1] = (name, done) => {
    asked.push(name)
    done(null, [{ address: asked.length === 1 ? '10.0.0.1' : '127.0.0.1', family: 4 }])
  }
  expect(await attempt(openDoor([], rebinding), 'node.example')).toBe('private_address')
  expect(asked).toEqual(['node.example'])
})
