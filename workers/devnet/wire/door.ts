import net from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { DevnetError } from '../devnet-error.ts'

/** Takes over a connection that was let in. */
export type Welcome = (socket: net.Socket) => void

/** While a port is shut an outgoing connection of this machine may be given its number: it is asked for again so often. */
const TRIES_MAX = 300
const TRY_AGAIN_MS = 200

/** A port that can be shut, opened again and told anew what to do with who comes in; it keeps its number. */
export type Door = {
  readonly port: number
  /** Null refuses connections. Whoever is in is put out. One change after another. */
  change(welcome: Welcome | null): Promise<void>
  close(): Promise<void>
}

/**
 * Opens a port on loopback; 0 takes a free one.
 * @throws {DevnetError} `port_taken`.
 */
export async function openDoor(port: number, first: Welcome): Promise<Door> {
  let welcome = first
  const inside = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    inside.add(socket)
    socket.on('close', () => inside.delete(socket))
    socket.on('error', () => undefined) // the peer's trouble, not ours
    welcome(socket)
  })
  await listen(server, port)
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  const shut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of inside) socket.destroy()
    })
  const changed = async (next: Welcome | null) => {
    if (next === null) return server.listening ? shut() : undefined
    welcome = next
    for (const socket of inside) socket.destroy()
    if (!server.listening) await listenAgain(server, taken)
  }
  let last: Promise<void> = Promise.resolve()
  const inTurn = (next: Welcome | null) => {
    last = last.catch(() => undefined).then(() => changed(next)) // a change that failed told its own caller
    return last
  }
  return { port: taken, change: inTurn, close: () => inTurn(null) }
}

async function listenAgain(server: net.Server, port: number): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await listen(server, port)
    } catch (cause) {
      if (tries === TRIES_MAX || !(cause instanceof DevnetError)) throw cause
      await pause(TRY_AGAIN_MS)
    }
  }
}

/** @throws {DevnetError} `port_taken`. */
export function listen(server: net.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const refused = (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === 'EADDRINUSE'
          ? new DevnetError('port_taken', `port ${port} is taken by another program`, { cause })
          : cause,
      )
    server.once('error', refused)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', refused)
      resolve()
    })
  })
}
