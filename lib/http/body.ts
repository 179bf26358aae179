import type { z } from 'zod'
import { RequestError } from './request-error.ts'

/** More than any form of ours sends. */
const BODY_BYTES_MAX = 64 * 1024

/**
 * The JSON that a request brings, held against its schema.
 * @throws {RequestError} `bad_body`: not sent as JSON, too long, not JSON, or naming each field that is wrong.
 */
export async function bodyOf<T extends z.ZodType>(request: Request, schema: T): Promise<z.output<T>> {
  // A form of another site cannot send this type without asking us first.
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json')
    throw new RequestError('bad_body', 'Send JSON, with the content-type application/json.')
  const parsed = schema.safeParse(jsonOf(await textOf(request)))
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.slice(0, 5).map(({ path, message }) => {
    const field = path.map(String).join('.').slice(0, 64)
    return field === '' ? message : `${field}: ${message}`
  })
  throw new RequestError('bad_body', faults.join('; ').slice(0, 500))
}

async function textOf(request: Request): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length
    if (bytes > BODY_BYTES_MAX)
      throw new RequestError('bad_body', `A body has ${BODY_BYTES_MAX} bytes at most.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function jsonOf(text: string): unknown {
  // Postgres refuses a NUL in text and in jsonb; no field of ours needs one.
  if (/\\u0000|\0/.test(text)) throw new RequestError('bad_body', 'A body must not hold NUL.')
  const parsed = parsedJson(text)
  // Half of a surrogate pair is in JSON, but in no text: Postgres refuses it in jsonb.
  if (/\\ud[89a-f]/i.test(text) && !isWellFormed(parsed))
    throw new RequestError('bad_body', 'A body must not hold half of a character.')
  return parsed
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new RequestError('bad_body', 'The body is no JSON.')
  }
}

/** Whether every text in a value is one. Without recursion: a body can nest deeper than the stack. */
function isWellFormed(value: unknown): boolean {
  const left = [value]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (typeof next === 'string' && !next.isWellFormed()) return false
    if (typeof next === 'object' && next !== null) left.push(...Object.keys(next), ...Object.values(next))
  }
  return true
}
