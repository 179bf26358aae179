import type { RequestOrigin } from '#lib/auth/actor.ts'
import { env } from '#lib/env.ts'

/** Header in which workers/web.ts says who connected; whatever a caller writes into it is overwritten there. */
export const PEER_HEADER = 'x-rollcall-peer'

/** Where a request came from. Behind ROLLCALL_PROXIES proxies, the address the outermost of them saw. */
export function originOf(headers: Headers, requestId: string): RequestOrigin {
  const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim())
  const proxies = env().ROLLCALL_PROXIES
  const peer = headers.get(PEER_HEADER) ?? 'unknown'
  const address = proxies === 0 ? peer : (forwarded.at(-proxies) ?? peer)
  return {
    address: address.slice(0, 64),
    userAgent: (headers.get('user-agent') ?? '').slice(0, 256),
    requestId,
  }
}
