import { z } from 'zod'
import { correctWallClock } from '#components/ui/now.tsx'
import { DomainError } from '#lib/errors.ts'

const TIMEOUT_MS = 10_000
/** A write may test an endpoint, which takes up to 10 s by itself. */
const WRITE_TIMEOUT_MS = 30_000
/** The Date header has whole seconds: its middle is the best guess. */
const HALF_A_SECOND_MS = 500

const Problem = z.looseObject({
  code: z.string(),
  detail: z.string().optional(),
  title: z.string().optional(),
})

/** A question our own API did not answer; `code` is the problem's, or `bad_answer` where it was none. */
export class AnswerError extends DomainError {}

/** Asks our own API and parses what it answers. */
export async function getJson<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
  const answer = await fetch(`/api/v1${path}`, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  })
  return await parsedAnswer(path, answer, schema)
}

/** Sends a write to our own API and parses what it answers; without a schema nothing of the answer is looked at. */
export async function sendJson<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown,
  schema: z.ZodType<T>,
): Promise<T> {
  const answer = await fetch(`/api/v1${path}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(WRITE_TIMEOUT_MS),
  })
  return await parsedAnswer(path, answer, schema)
}

async function parsedAnswer<T>(path: string, answer: Response, schema: z.ZodType<T>): Promise<T> {
  const date = Date.parse(answer.headers.get('date') ?? '')
  if (!Number.isNaN(date)) correctWallClock(date + HALF_A_SECOND_MS)
  const text = await answer.text()
  const body: unknown = text === '' ? null : JSON.parse(text)
  if (answer.ok) return schema.parse(body)
  const problem = Problem.safeParse(body)
  if (!problem.success) throw new AnswerError('bad_answer', `${path} answered ${answer.status}`)
  const { code, detail, title } = problem.data
  throw new AnswerError(code, detail ?? title ?? code)
}
