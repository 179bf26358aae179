import { DomainError } from '#lib/errors.ts'

/** What can be wrong in a delegate's own space, by name. */
export type DelegateErrorCode =
  | 'not_of_delegate'
  | 'wrong_key'
  | 'contract_not_answered'
  | 'member_not_found'
  | 'invite_void'
  | 'profile_changed'

export class DelegateError extends DomainError<DelegateErrorCode> {}
