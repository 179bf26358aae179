import http from 'node:http'
import type { Ledger } from '../ledger.ts'
import { probeAnswer } from './probe.ts'
import { web3Answer } from './web3.ts'

type PageRequest = { readonly method: string; readonly path: string; readonly body: string }
type Page = { readonly status: number; readonly type: string; readonly body: string }

/** What a node serves over plain HTTP; null = the connection breaks. */
export type NodePages = (request: PageRequest) => Promise<Page | null>

const BODY_BYTES_MAX = 15 << 20

/** The JSON-RPC port of a node. */
export function web3Pages(ledger: Ledger): (request: PageRequest) => Page {
  return ({ method, body }) => {
    if (method !== 'POST') return { status: 200, type: 'text/plain', body: 'IoTeX RPC endpoint is ready.' }
    return { type: 'application/json; charset=UTF-8', ...web3Answer(ledger, body) }
  }
}

/** The probe port of a node. */
export function probePages(ledger: Ledger, node: number): (request: PageRequest) => Page | null {
  return ({ path }) => {
    const answer = probeAnswer(ledger, node, path)
    return answer && { type: 'text/plain; charset=utf-8', ...answer }
  }
}

/** Serves pages over HTTP/1.1. */
export function pageServer(pages: NodePages): http.Server {
  return http.createServer((request, response) => {
    const parts: Buffer[] = []
    let bytes = 0
    request.on('error', () => undefined) // the caller went away
    request.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes <= BODY_BYTES_MAX) parts.push(part)
      else request.destroy()
    })
    request.on('end', async () => {
      const { pathname } = new URL(request.url ?? '/', 'http://node')
      const body = Buffer.concat(parts).toString()
      const page = await pages({ method: request.method ?? 'GET', path: pathname, body })
      if (page === null) request.socket.destroy()
      else response.writeHead(page.status, { 'content-type': page.type }).end(page.body)
    })
  })
}
