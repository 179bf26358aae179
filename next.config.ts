import type { NextConfig } from 'next'

// Next and Mantine write scripts and styles into the page. Nonces would need a proxy before every page, and no page
// shows markup from outside; so what matters is that nothing is loaded from or sent to elsewhere.
const CONTENT_SECURITY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = [
  { key: 'Content-Security-Policy', value: CONTENT_SECURITY },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
]

const config: NextConfig = {
  poweredByHeader: false,
  // `npm run check` checks types; who only starts Rollcall need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Otherwise a lockfile in some folder above decides where the project begins.
  turbopack: { root: import.meta.dirname },
  headers: () => Promise.resolve([{ source: '/:path*', headers: HEADERS }]),
}

export default config
