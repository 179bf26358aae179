import { DomainError } from '#lib/errors.ts'

export type BlocksErrorCode =
  | 'bad_block'
  | 'lease_lost' // another worker follows the network now
  | 'no_poll_result' // a complete epoch without the next one's candidates
  | 'no_agreement' // endpoints do not say, or not the same
  | 'another_network' // another genesis under the configured name

export class BlocksError extends DomainError<BlocksErrorCode> {}
