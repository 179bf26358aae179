import net from 'node:net'

/** Takes over a connection that was let in. */
export type Welcome = (socket: net.Socket) => void

/** A port that can be shut, opened again and told anew what to do with who comes in; it keeps its number. */
export type Door = {
  readonly port: number
  /** Null refuses connections. Whoever is in is put out. */
  change(welcome: Welcome | null): Promise<void>
  close(): Promise<void>
}

/** Opens a port on loopback; 0 takes a free one. */
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
  return {
    port: taken,
    change: async (next) => {
      if (next === null) return server.listening ? shut() : undefined
      welcome = next
      for (const socket of inside) socket.destroy()
      if (!server.listening) await listen(server, taken)
    },
    close: async () => (server.listening ? shut() : undefined),
  }
}

function listen(server: net.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}
