import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Problem } from './problem.ts'

/** Answers a request that no route of ours is to see. */
export function sendBadRequest(response: ServerResponse, code: string, detail: string): void {
  const requestId = randomUUID()
  const problem: Problem = {
    ...{ type: 'about:blank', title: 'Bad request', status: 400 },
    ...{ code, detail, requestId },
  }
  const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' }
  response.writeHead(400, { ...headers, 'x-request-id': requestId }).end(JSON.stringify(problem))
}
