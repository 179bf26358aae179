import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { RateLimitError } from '#lib/auth/auth-error.ts'
import { DomainError } from '#lib/errors.ts'
import { createLog } from '#lib/log.ts'
import { statusOf, TITLES } from './statuses.ts'

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

const log = createLog('web')

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
    ...(error instanceof RateLimitError ? { 'retry-after': String(error.retryAfterSeconds) } : {}),
  }
  return new Response(JSON.stringify(problem), { status, headers })
}
