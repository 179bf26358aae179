import type { ServerResponse } from 'node:http'
import { sendBadRequest } from './bad-request.ts'

/**
 * Whether a request's path does not decode (`/epochs/%zz`); such a request is answered here. Next.js would answer it with
 * a bare 500 before any route of ours sees it.
 */
export function refusedMalformedPath(url: string, response: ServerResponse): boolean {
  if (isDecodable(url.split('?', 1)[0] ?? '')) return false
  sendBadRequest(response, 'bad_path', 'The path holds a % that begins no encoded character.')
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
