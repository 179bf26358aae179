import { RequestError } from './request-error.ts'

/** How much of a list to answer, and after which item. */
export type PageQuery = { readonly limit: number; readonly cursor: string | null }

const DEFAULT_LIMIT = 50
const MAX_LIMIT = 200

/**
 * The query parameters of a request by name. Strict: a misspelt parameter would silently answer another question.
 * @throws {RequestError} `unknown_parameter`, and `bad_parameter` when one is given twice.
 */
export function queryOf<K extends string>(
  request: Request,
  allowed: readonly K[],
): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {}
  for (const [name, value] of new URL(request.url).searchParams) {
    const known = allowed.find((candidate) => candidate === name)
    if (known === undefined) {
      const may = allowed.length === 0 ? 'it takes none' : `it takes ${allowed.join(', ')}`
      throw new RequestError(
        'unknown_parameter',
        `There is no parameter "${name.slice(0, 64)}" here; ${may}.`,
      )
    }
    if (found[known] !== undefined) throw new RequestError('bad_parameter', `"${known}" is given twice.`)
    found[known] = value
  }
  return found
}

/** The values of the one parameter that a request may hold, and hold several times. Throws `unknown_parameter`. */
export function valuesOf(request: Request, name: string): string[] {
  const { searchParams } = new URL(request.url)
  const unknown = [...searchParams.keys()].find((key) => key !== name)
  if (unknown === undefined) return searchParams.getAll(name)
  throw new RequestError(
    'unknown_parameter',
    `There is no parameter "${unknown.slice(0, 64)}" here; it takes ${name}.`,
  )
}

/** Refuses every query parameter. */
export function noQuery(request: Request): void {
  queryOf(request, [])
}

/**
 * The page of a list that a request asks for.
 * @throws {RequestError} `bad_limit` unless it is a whole number from 1 to 200.
 */
export function pageQueryOf(request: Request): PageQuery {
  const { limit, cursor } = queryOf(request, ['limit', 'cursor'])
  return { limit: limitOf(limit), cursor: cursor ?? null }
}

/** A `limit` parameter, 1 to 200, 50 without one. */
export function limitOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT
  const limit = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : 0
  if (limit >= 1 && limit <= MAX_LIMIT) return limit
  throw new RequestError(
    'bad_limit',
    `"limit" is a whole number from 1 to ${MAX_LIMIT}, not "${text.slice(0, 32)}".`,
  )
}
