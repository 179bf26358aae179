import type { ServerResponse } from 'node:http'
import { sendBadRequest } from './bad-request.ts'

/** Any beginning of a token that goes beyond the prefix which pages show. */
const TOKEN = /rcl_[a-z0-9]{8}_/i

/**
 * Whether a request's address holds a token of ours; such a request is answered here, before anything is done with the
 * address: it would stand in logs and histories, ours and those of every proxy in between.
 */
export function refusedTokenInUrl(url: string, response: ServerResponse): boolean {
  if (!TOKEN.test(decoded(url))) return false
  const detail =
    'A token never belongs in an address: send it as "Authorization: Bearer". ' +
    'This one may stand in logs now, so rotate it.'
  sendBadRequest(response, 'token_in_url', detail)
  return true
}

/** Every encoded character as what it is; what encodes none stays as it stands. */
function decoded(url: string): string {
  return url.replaceAll(/%([0-9a-f]{2})/gi, (_all, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  )
}
