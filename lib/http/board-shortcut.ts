import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type BoardAnswer, boardAnswer } from '#lib/board/board-answers.service.ts'
import { database } from '#lib/db/client.ts'
import { problemAnswer } from './problem.ts'

const BOARD = /^\/api\/v1\/networks\/([\w.-]{1,64})\/board$/

/**
 * Whether a request asks for a network's board; such a request is answered here, from what all who watch share. Every
 * open page asks at every block: Next.js alone would take more for that than all else together.
 */
export function sentBoard(request: IncomingMessage, response: ServerResponse): boolean {
  const slug = request.method === 'GET' ? BOARD.exec(request.url ?? '')?.[1] : undefined
  if (slug === undefined) return false
  const requestId = randomUUID()
  response.setHeader('x-request-id', requestId)
  boardAnswer(database(), slug).then(
    (answer) => send(answer, request, response),
    (error: unknown) => void refuse(error, requestId, response),
  )
  return true
}

function send(
  { etag, json, gzipped }: BoardAnswer,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const common = { 'cache-control': 'no-cache', etag, vary: 'accept-encoding' }
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, common).end()
    return
  }
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding']))
  const body = takesGzip ? gzipped : json
  const encoding = takesGzip ? { 'content-encoding': 'gzip' } : {}
  const type = { 'content-type': 'application/json', 'content-length': body.length }
  response.writeHead(200, { ...common, ...type, ...encoding }).end(body)
}

async function refuse(error: unknown, requestId: string, response: ServerResponse): Promise<void> {
  const problem = problemAnswer(error, requestId)
  response.writeHead(problem.status, Object.fromEntries(problem.headers)).end(await problem.text())
}
