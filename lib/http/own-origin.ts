import { env } from '#lib/env.ts'

/** Where browsers find us: ROLLCALL_ORIGIN, else what this request was sent to. */
export function ownOrigin(headers: Headers): string {
  const configured = env().ROLLCALL_ORIGIN
  if (configured !== undefined) return configured
  const isHttps = headers.get('x-forwarded-proto') === 'https'
  return `${isHttps ? 'https' : 'http'}://${headers.get('host') ?? 'localhost'}`
}
