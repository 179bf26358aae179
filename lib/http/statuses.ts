/** Statuses that our codes map to, with their titles. */
export const TITLES = { 400: 'Bad request', 404: 'Not found', 500: 'Internal error' } as const

/** The status of a stable code. What is not listed was never meant for a caller, so it is ours: 500. */
export function statusOf(code: string): keyof typeof TITLES {
  switch (code) {
    case 'unknown_parameter':
    case 'bad_parameter':
    case 'bad_limit':
    case 'bad_cursor':
    case 'bad_epoch':
    case 'bad_height':
    case 'bad_address':
    case 'bad_query':
    case 'bad_pause':
    case 'network_kept':
      return 400
    case 'network_not_found':
    case 'epoch_not_found':
    case 'height_not_found':
    case 'delegate_not_found':
    case 'next_set_not_known':
    case 'pause_not_found':
    case 'route_not_found':
      return 404
    default:
      return 500
  }
}
