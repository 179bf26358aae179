import { DomainError } from '#lib/errors.ts'

export type BlocksErrorCode = 'bad_block' | 'lease_lost' | 'no_poll_result' | 'no_agreement'

export class BlocksError extends DomainError<BlocksErrorCode> {}
