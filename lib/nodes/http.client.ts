import { type ClientRequest, type IncomingMessage, request as openRequest } from 'node:http'
import type { Patience } from './channel.client.ts'
import { type Door, targetOf } from './door.client.ts'
import { NodeError, nodeErrorFrom } from './errors.ts'

export type WebQuestion = {
  readonly url: string
  /** Sent as JSON by POST; without it the question is a GET. */
  readonly json?: unknown
  readonly maxBytes: number
}

export type WebAnswer = { readonly status: number; readonly type: string; readonly body: string }

const TIMEOUT_MS = 5000

/**
 * One HTTP exchange through the door: no redirect is followed, no more than `maxBytes` are read, the whole of it ends
 * in time. Statuses of a proxy that stands before a node that is away are `busy`.
 */
export async function askWeb(door: Door, question: WebQuestion, patience: Patience): Promise<WebAnswer> {
  const late = AbortSignal.timeout(patience.timeoutMs ?? TIMEOUT_MS)
  const signal = patience.signal ? AbortSignal.any([late, patience.signal]) : late
  try {
    const response = await responseTo(door, question, signal)
    const status = response.statusCode ?? 0
    refuse(status, question.url)
    const body = await bodyOf(response, question)
    return { status, type: response.headers['content-type'] ?? '', body }
  } catch (error) {
    if (late.aborted)
      throw new NodeError('timed_out', `${question.url} did not answer in time`, { cause: error })
    throw nodeErrorFrom(error, question.url, patience.signal)
  }
}

function responseTo(door: Door, { url, json }: WebQuestion, signal: AbortSignal): Promise<IncomingMessage> {
  const { host, pathname, search } = new URL(url)
  const target = targetOf(url, ['http/1.1'])
  return new Promise((resolve, reject) => {
    const sent: ClientRequest = openRequest(
      {
        createConnection: () => door.connect(target),
        method: json === undefined ? 'GET' : 'POST',
        path: `${pathname}${search}`,
        headers: {
          host,
          connection: 'close',
          // Unpacking could not be limited while it happens.
          'accept-encoding': 'identity',
          ...(json !== undefined && { 'content-type': 'application/json' }),
        },
        signal,
      },
      resolve,
    )
    sent.on('error', reject).end(json === undefined ? undefined : JSON.stringify(json))
  })
}

function refuse(status: number, url: string): void {
  if (status >= 300 && status < 400)
    throw new NodeError('redirected', `${url} answers ${status}: it sends us elsewhere`)
  if (status === 429 || status === 502 || status === 504)
    throw new NodeError('busy', `${url} answers ${status}`)
}

async function bodyOf(response: IncomingMessage, { url, maxBytes }: WebQuestion): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response) {
    bytes += chunk.length
    // Leaving the loop destroys the response and its connection.
    if (bytes > maxBytes) throw new NodeError('too_large', `${url} sends more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
