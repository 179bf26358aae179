import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { jsonText } from './generate/network.ts'
import { listen } from './wire/door.ts'

export type RunningControl = { readonly url: string; close(): Promise<void> }

export type ControlCall = {
  /** Method and path, as "GET /clock". */
  readonly call: string
  readonly body: string
}

export type ControlAnswer = { readonly status: number; readonly value: unknown }

/** What a control port answers; undefined for a call it does not know. Throws ControlRefusal for one it refuses. */
export type ControlRoutes = (call: ControlCall) => Promise<ControlAnswer | undefined>

/** A call that is refused, with one sentence that says why. */
export class ControlRefusal extends Error {
  readonly status: 400 | 404

  constructor(status: 400 | 404, detail: string) {
    super(detail)
    this.status = status
  }
}

const BODY_BYTES_MAX = 1 << 20

/**
 * The control port of a devnet, on loopback only; `GET /` lists what it takes.
 * @throws {DevnetError} `port_taken`.
 */
export async function startControl(port: number, routes: ControlRoutes): Promise<RunningControl> {
  const server = http.createServer((request, response) => {
    answerTo(request, routes)
      .catch(refusal)
      .then(({ status, value }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(`${jsonText(value)}\n`)
      })
      .catch(() => response.destroy()) // the caller went away, or the value is no JSON
  })
  await listen(server, port)
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answerTo(request: http.IncomingMessage, routes: ControlRoutes): Promise<ControlAnswer> {
  if (!isLocal(request)) {
    const detail = 'the control port is for programs on this machine, not for web pages'
    return { status: 403, value: { code: 'forbidden', detail } }
  }
  const call = `${request.method} ${request.url}`
  const answer = await routes({ call, body: await bodyOf(request) })
  if (answer !== undefined) return answer
  throw new ControlRefusal(404, `${call} is not known; GET / lists what is`)
}

/** A page of another site reaches loopback too: by its Origin, or by a name of its own that was pointed here. */
function isLocal({ headers }: http.IncomingMessage): boolean {
  const host = URL.parse(`http://${headers.host ?? ''}`)?.hostname ?? ''
  return headers.origin === undefined && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host)
}

async function bodyOf(request: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request) {
    bytes += (part as Buffer).length
    if (bytes > BODY_BYTES_MAX)
      throw new ControlRefusal(400, `the body is longer than ${BODY_BYTES_MAX} bytes`)
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts).toString()
}

function refusal(cause: unknown): ControlAnswer {
  const detail = cause instanceof Error ? cause.message : String(cause)
  if (!(cause instanceof ControlRefusal)) return { status: 500, value: { code: 'internal', detail } }
  return { status: cause.status, value: { code: cause.status === 404 ? 'not_found' : 'bad_request', detail } }
}

/** The JSON of a body. @throws {ControlRefusal} for a text that is none. */
export function bodyJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new ControlRefusal(400, `the body is no JSON: ${body.slice(0, 100)}`)
  }
}
