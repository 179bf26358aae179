import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { DomainError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'

/** RFC 9457 problem details; `code` is stable, `detail` is a sentence for people. */
export const Problem = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  /** Names this one request in our log; stands in `x-request-id` of every answer too. */
  requestId: z.string(),
})
export type Problem = z.infer<typeof Problem>

const TITLES = { 400: 'Bad request', 404: 'Not found', 500: 'Internal error' } as const

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
      return 400
    case 'network_not_found':
    case 'epoch_not_found':
    case 'height_not_found':
    case 'delegate_not_found':
    case 'next_set_not_known':
    case 'route_not_found':
      return 404
    default:
      return 500
  }
}

/** The answer to a failed request. A failure of ours is logged with its cause under the id that the caller sees. */
export function problemAnswer(error: unknown, requestId: string = randomUUID()): Response {
  const status = error instanceof DomainError ? statusOf(error.code) : 500
  const known = error instanceof DomainError && status !== 500
  if (!known) log.error({ err: error, requestId }, 'request failed')
  const problem: Problem = {
    type: 'about:blank',
    title: TITLES[status],
    status,
    code: known ? error.code : 'internal',
    detail: known ? error.message : `Something of ours broke; our log has it under ${requestId}.`,
    requestId,
  }
  const headers = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-request-id': requestId,
  }
  return new Response(JSON.stringify(problem), { status, headers })
}
