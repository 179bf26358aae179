import type { IncomingMessage } from 'node:http'
import { env } from '#lib/env.ts'
import { PEER_HEADER } from './origin.ts'

/** What a proxy says about its caller; without one before us anybody may have written it. */
const FORWARDED = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
]

/** Writes into a request who connected, and takes out what only a proxy of ours may say. */
export function markPeer(request: IncomingMessage): void {
  request.headers[PEER_HEADER] = request.socket.remoteAddress ?? 'unknown'
  if (env().ROLLCALL_PROXIES > 0) return
  for (const name of FORWARDED) delete request.headers[name]
}
