import { DomainError } from '#lib/errors.ts'

export type BlocksErrorCode = 'bad_block' | 'lease_lost' | 'no_poll_result' | 'block_not_found' | 'bad_height'

export class BlocksError extends DomainError<BlocksErrorCode> {}
