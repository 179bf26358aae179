/** Request header in which proxy.ts tells a page the nonce of its scripts. */
export const NONCE_HEADER = 'x-nonce'

/**
 * What a page may load: scripts that carry its nonce, and otherwise what comes from here. Mantine writes styles into the
 * page by the style attribute, which no nonce covers.
 */
export function pageSecurity(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
