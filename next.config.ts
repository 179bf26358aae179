import type { NextConfig } from 'next'

// Pages have a policy of their own, with a nonce: proxy.ts. What the API answers is never a page.
const API_SECURITY = "default-src 'none'; frame-ancestors 'none'"

const HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
]

const config: NextConfig = {
  poweredByHeader: false,
  // `npm run check` checks types; who only starts Rollcall need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Otherwise a lockfile in some folder above decides where the project begins.
  turbopack: { root: import.meta.dirname },
  headers: () =>
    Promise.resolve([
      { source: '/:path*', headers: HEADERS },
      { source: '/api/:path*', headers: [{ key: 'Content-Security-Policy', value: API_SECURITY }] },
    ]),
}

export default config
