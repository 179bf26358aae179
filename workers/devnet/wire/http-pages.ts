import http from 'node:http'
import type { Ledger } from '../ledger.ts'
import { probeAnswer } from './probe.ts'
import { web3Answer } from './web3.ts'

export type PageRequest = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: string
}
export type Page = {
  readonly status: number
  readonly type: string
  readonly body: string
  /** The time that the Date header states, Unix ms; the machine's when it is not given. */
  readonly atMs?: number | undefined
}

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
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://node')
      const body = Buffer.concat(parts).toString()
      const page = await pages({ method: request.method ?? 'GET', path: pathname, query: searchParams, body })
      if (page === null) return void request.socket.destroy()
      const date = page.atMs === undefined ? {} : { date: new Date(page.atMs).toUTCString() }
      response.writeHead(page.status, { 'content-type': page.type, ...date }).end(page.body)
    })
  })
}
