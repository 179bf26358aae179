import { DomainError } from '#lib/errors.ts'

/** Why `npm start` cannot go on; its message is all that is printed. */
export class LaunchError extends DomainError<
  | 'already_running'
  | 'port_in_use'
  | 'build_failed'
  | 'replay_failed'
  | 'devnet_failed'
  | 'no_ports'
  | 'no_database'
> {}
