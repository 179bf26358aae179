import { DomainError } from '#lib/errors.ts'

/** Why devnet, or a command to it, does not go on; the message is one sentence for whoever typed it. */
export class DevnetError extends DomainError<
  'bad_option' | 'bad_command' | 'port_taken' | 'no_devnet' | 'refused' | 'bad_file'
> {}
