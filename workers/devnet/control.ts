import http from 'node:http'
import type { NetworkClock } from '#lib/clock.ts'

export type RunningControl = { readonly url: string; close(): Promise<void> }

type Answer = { readonly status: number; readonly value: unknown }

const HELP = {
  'GET /clock': 'how the network’s time runs: anchorWallMs, anchorNetworkMs, speed, endsAtMs, endHeight',
}

/** The control port, loopback only: the network's clock. `GET /` lists what it takes. */
export async function startControl(port: number, clock: NetworkClock): Promise<RunningControl> {
  const server = http.createServer((request, response) => {
    const { status, value } = answerTo(`${request.method} ${request.url}`, clock)
    response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(value)}\n`)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://127.0.0.1:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answerTo(call: string, clock: NetworkClock): Answer {
  if (call === 'GET /') return { status: 200, value: HELP }
  if (call === 'GET /clock') return { status: 200, value: clock }
  return { status: 404, value: { code: 'not_found', detail: `${call} is not known; GET / lists what is` } }
}
