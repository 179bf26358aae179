import { DomainError } from '#lib/errors.ts'

/** Why a command was not carried out; its message is all that is printed. */
export class CommandError extends DomainError<'bad_command' | 'no_database'> {}
