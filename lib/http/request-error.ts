import { DomainError } from '#lib/errors.ts'

/** What a request can ask wrong, by name; pages say the same in their own words. */
export type RequestErrorCode =
  | 'unknown_parameter'
  | 'bad_parameter'
  | 'bad_limit'
  | 'bad_cursor'
  | 'bad_epoch'
  | 'bad_height'
  | 'bad_address'
  | 'bad_query'
  | 'bad_pause'
  | 'bad_body'
  | 'token_in_url'
  | 'pause_not_found'
  | 'network_kept'
  | 'network_not_found'
  | 'epoch_not_found'
  | 'height_not_found'
  | 'delegate_not_found'
  | 'next_set_not_known'
  | 'route_not_found'

export class RequestError extends DomainError<RequestErrorCode> {}
