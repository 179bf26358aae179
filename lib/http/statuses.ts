/** Statuses that our codes map to, with their titles. */
export const TITLES = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available',
} as const

type Status = keyof typeof TITLES

const CODES: Readonly<Record<Exclude<Status, 500>, readonly string[]>> = {
  400: [
    'not_of_delegate',
    'unknown_parameter',
    'bad_parameter',
    'bad_limit',
    'bad_cursor',
    'bad_epoch',
    'bad_height',
    'bad_address',
    'bad_query',
    'bad_pause',
    'bad_body',
    'bad_message',
    'bad_signature',
    'wrong_domain',
    'wrong_chain',
    'message_expired',
    'network_kept',
    'token_in_url',
    'bad_public_key',
  ],
  401: ['not_signed_in', 'bad_token', 'token_expired', 'token_revoked'],
  403: ['forbidden', 'cross_site', 'wrong_key'],
  404: [
    'member_not_found',
    'network_not_found',
    'epoch_not_found',
    'height_not_found',
    'delegate_not_found',
    'next_set_not_known',
    'pause_not_found',
    'route_not_found',
    'secret_unknown',
    'user_not_found',
    'session_not_found',
    'mail_not_configured',
    'node_not_found',
    'token_not_found',
  ],
  409: [
    'profile_changed',
    'invite_void',
    'secret_used',
    'secret_expired',
    'secret_revoked',
    'admin_exists',
    'last_admin',
    'last_manager',
    'node_name_taken',
    'too_many_nodes',
    'key_known',
    'token_over',
    'too_many_tokens',
  ],
  429: ['rate_limited'],
  503: ['mail_not_sent', 'origin_not_set', 'contract_not_answered'],
}

const STATUS_BY_CODE: ReadonlyMap<string, Status> = new Map(
  Object.entries(CODES).flatMap(([status, codes]) => codes.map((code) => [code, Number(status) as Status])),
)

/** The status of a stable code. What is not listed was never meant for a caller, so it is ours: 500. */
export function statusOf(code: string): Status {
  return STATUS_BY_CODE.get(code) ?? 500
}
