import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Problem } from './problem.ts'

/**
 * Whether a request's path does not decode (`/epochs/%zz`); such a request is answered here. Next.js would answer it with
 * a bare 500 before any route of ours sees it.
 */
export function refusedMalformedPath(url: string, response: ServerResponse): boolean {
  if (isDecodable(url.split('?', 1)[0] ?? '')) return false
  const requestId = randomUUID()
  const problem: Problem = {
    type: 'about:blank',
    title: 'Bad request',
    status: 400,
    code: 'bad_path',
    detail: 'The path holds a % that begins no encoded character.',
    requestId,
  }
  response.writeHead(400, { 'content-type': 'application/problem+json', 'x-request-id': requestId })
  response.end(JSON.stringify(problem))
  return true
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false // a URIError is the only thing it throws, and the answer
  }
}
