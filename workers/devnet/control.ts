import http from 'node:http'
import { z } from 'zod'
import type { NetworkClock } from '#lib/clock.ts'
import { FaultRequest, LIES, VARIANTS } from './faults/fault.ts'
import type { FaultBoard } from './faults/fault-board.ts'

export type RunningControl = { readonly url: string; close(): Promise<void> }

type Answer = { readonly status: number; readonly value: unknown }

const BODY_BYTES_MAX = 1 << 16
const HELP = {
  'GET /clock': 'how the network’s time runs: anchorWallMs, anchorNetworkMs, speed, endsAtMs, endHeight',
  'GET /faults': 'the faults in force',
  'POST /faults': {
    body: {
      node: 'index of an endpoint, or "all"',
      fault: 'one of faults',
      'ms, lie, height, variant': 'as it needs',
    },
    faults: {
      stop: 'refuses connections',
      slow: 'holds every answer back by ms',
      freeze: 'stays at its present tip',
      wrong_network: 'is of another genesis',
      tls_expired: 'speaks TLS with an expired certificate',
      tls_self_signed: 'speaks TLS with a certificate of its own',
      html: 'is a web server',
      hang: 'takes connections and never answers',
      flood: 'answers with 1 GB',
      lie: 'tells the block at height otherwise; fork: every block from height on',
    },
    lies: LIES,
    variants: VARIANTS,
  },
  'DELETE /faults/{id}': 'ends a fault; id "all" ends every one',
}

/** The control port of a devnet, on loopback only; `GET /` lists what it takes. */
export async function startControl(
  port: number,
  clock: NetworkClock,
  board: FaultBoard,
): Promise<RunningControl> {
  const server = http.createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts).subarray(0, BODY_BYTES_MAX).toString()
    const { status, value } = await answerTo(`${request.method} ${request.url}`, body, clock, board)
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

async function answerTo(call: string, body: string, clock: NetworkClock, board: FaultBoard): Promise<Answer> {
  if (call === 'GET /') return { status: 200, value: HELP }
  if (call === 'GET /clock') return { status: 200, value: clock }
  if (call === 'GET /faults') return { status: 200, value: { items: board.list() } }
  if (call === 'POST /faults') return addFault(body, board)
  const removed = /^DELETE \/faults\/(\d+|all)$/.exec(call)?.[1]
  if (removed === 'all') {
    await board.clear()
    return { status: 200, value: { items: [] } }
  }
  if (removed !== undefined && (await board.remove(Number(removed)))) {
    return { status: 200, value: { items: board.list() } }
  }
  return { status: 404, value: { code: 'not_found', detail: `${call} is not known; GET / lists what is` } }
}

async function addFault(body: string, board: FaultBoard): Promise<Answer> {
  try {
    const request = FaultRequest.parse(JSON.parse(body))
    const why = board.refusal(request)
    if (why !== null) return { status: 400, value: { code: 'bad_request', detail: why } }
    return { status: 201, value: await board.add(request) }
  } catch (cause) {
    const detail =
      cause instanceof z.ZodError ? z.prettifyError(cause) : `the body is no JSON: ${body.slice(0, 100)}`
    return { status: 400, value: { code: 'bad_request', detail } }
  }
}
