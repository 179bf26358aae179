import { DomainError } from '#lib/errors.ts'

/** What the arithmetic refuses, by name. */
export type ChainErrorCode =
  | 'bad_params'
  | 'bad_height'
  | 'bad_epoch'
  | 'bad_address'
  | 'bad_public_key'
  | 'no_expected_blocks'
  | 'no_leaves'
  | 'not_after_parent'
  | 'off_grid'
  | 'wrong_proposer'
  | 'too_few_candidates'

export class ChainError extends DomainError<ChainErrorCode> {}
