import { createServer, type Server } from 'node:net'
import { LaunchError } from './launch-error.ts'

const FIRST = 24_000
const LAST = 60_000

/** Begin of so many free ports in a row on loopback: a devnet must answer at the same ones after it was started again. */
export async function freePorts(count: number): Promise<number> {
  for (let from = FIRST; from + count <= LAST; from += count) {
    if (await areFree(from, count)) return from
  }
  throw new LaunchError('no_ports', `No ${count} free ports in a row between ${FIRST} and ${LAST}`)
}

async function areFree(from: number, count: number): Promise<boolean> {
  const opened: Server[] = []
  try {
    for (let port = from; port < from + count; port++) opened.push(await listening(port))
    return true
  } catch {
    return false
  } finally {
    await Promise.all(opened.map((server) => new Promise((resolve) => server.close(resolve))))
  }
}

function listening(port: number): Promise<Server> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
