import { AuthError } from '#lib/auth/auth-error.ts'

const SAFE = ['GET', 'HEAD', 'OPTIONS']

/**
 * Refuses a write that another site's page had a browser send. A browser says where a request comes from; what says
 * nothing is no browser, and may write only without a cookie.
 * @throws {AuthError} `cross_site`.
 */
export function refuseCrossSite(request: Request, ownOrigin: string): void {
  if (SAFE.includes(request.method)) return
  const { headers } = request
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  const isOwn = origin === null ? site === 'same-origin' : origin === ownOrigin
  const isForeignSite = site !== null && site !== 'same-origin' && site !== 'none'
  const saysNothing = site === null && origin === null
  if (!isForeignSite && (isOwn || (saysNothing && !headers.has('cookie')))) return
  throw new AuthError('cross_site', 'Writes are taken from pages of this site only.')
}
