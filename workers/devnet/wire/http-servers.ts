import http from 'node:http'
import type { Ledger } from '../ledger.ts'
import { probeAnswer } from './probe.ts'
import { web3Answer } from './web3.ts'

/** Holds an answer back; resolves when it may go out. */
export type Pause = () => Promise<void>

const BODY_BYTES_MAX = 15 << 20

/** The JSON-RPC port of a node. */
export function web3Server(ledger: Ledger, pause: Pause): http.Server {
  return http.createServer((request, response) => {
    if (request.method !== 'POST') return void response.end('IoTeX RPC endpoint is ready.')
    const parts: Buffer[] = []
    let bytes = 0
    request.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes <= BODY_BYTES_MAX) parts.push(part)
      else request.destroy()
    })
    request.on('end', async () => {
      await pause()
      const { status, body } = web3Answer(ledger, Buffer.concat(parts).toString())
      response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' }).end(body)
    })
  })
}

/** The probe port of a node. */
export function probeServer(ledger: Ledger, node: number, pause: Pause): http.Server {
  return http.createServer(async (request, response) => {
    await pause()
    const path = new URL(request.url ?? '/', 'http://probe').pathname
    const answer = probeAnswer(ledger, node, path)
    if (answer === null) request.socket.destroy()
    else response.writeHead(answer.status, { 'content-type': 'text/plain; charset=utf-8' }).end(answer.body)
  })
}
