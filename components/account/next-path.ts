/** Where to go after signing in: a path of our own, never an address of elsewhere. */
export function nextPath(text: string | null | undefined): string {
  if (text === null || text === undefined) return '/my'
  return /^\/(?![/\\])[^\s\\]*$/.test(text) ? text : '/my'
}

/** The address of the sign-in page that leads back to `path`. */
export function signInPath(path: string): string {
  return `/sign-in?next=${encodeURIComponent(path)}`
}
