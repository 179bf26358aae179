import { type NextRequest, NextResponse } from 'next/server'
import { NONCE_HEADER, pageSecurity } from '#lib/http/page-security.ts'

/** Gives each page a nonce of its own: Next.js reads it from the policy, and writes it into its scripts. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64')
  const policy = pageSecurity(nonce)
  const headers = new Headers(request.headers)
  headers.set(NONCE_HEADER, nonce)
  headers.set('Content-Security-Policy', policy)
  const answer = NextResponse.next({ request: { headers } })
  answer.headers.set('Content-Security-Policy', policy)
  return answer
}

export const config = { matcher: '/((?!api/|_next/static|_next/image|icon.svg).*)' }
