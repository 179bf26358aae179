import { DomainError } from '#lib/errors.ts'

/** Why somebody is not let through, by name. */
export type AuthErrorCode =
  | 'not_signed_in'
  | 'forbidden'
  | 'cross_site'
  | 'rate_limited'
  | 'bad_token'
  | 'token_expired'
  | 'token_revoked'
  | 'secret_unknown'
  | 'secret_used'
  | 'secret_expired'
  | 'secret_revoked'
  | 'bad_message'
  | 'bad_signature'
  | 'wrong_domain'
  | 'wrong_chain'
  | 'message_expired'
  | 'origin_not_set'
  | 'mail_not_configured'
  | 'mail_not_sent'
  | 'admin_exists'
  | 'last_admin'
  | 'last_manager'
  | 'user_not_found'
  | 'session_not_found'

export class AuthError extends DomainError<AuthErrorCode> {}

/** Too much of the same from one address or account. */
export class RateLimitError extends DomainError<'rate_limited'> {
  readonly retryAfterSeconds: number

  constructor(message: string, retryAfterSeconds: number) {
    super('rate_limited', message)
    this.retryAfterSeconds = retryAfterSeconds
  }
}
