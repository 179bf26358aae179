import type { Actor } from './actor.ts'
import { AuthError } from './auth-error.ts'
import { may, type Permission, type Subject } from './permissions.ts'

/**
 * Lets through whoever `may`.
 * @throws {AuthError} `not_signed_in` for nobody, `forbidden` for somebody.
 */
export function authorize(actor: Actor, permission: Permission, subject: Subject = {}): void {
  if (may(actor, permission, subject)) return
  if (actor.kind === 'nobody') throw new AuthError('not_signed_in', 'Sign in first.')
  const who = actor.kind === 'token' ? 'This token' : 'You'
  throw new AuthError('forbidden', `${who} may not do that here (it takes "${permission}").`)
}
