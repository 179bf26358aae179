import { z } from 'zod'
import type { PageQuery } from './query.ts'
import { RequestError } from './request-error.ts'

/** A stretch of a list and where the next one begins; null = this was the last. */
export type Page<T> = { items: T[]; nextCursor: string | null }

/** The shape of a list answer in the API. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** An opaque cursor: the list's name and the key of the last item shown. */
export function writeCursor(list: string, key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url')
}

/**
 * The key a cursor of this list holds; null without a cursor.
 * @throws {RequestError} `bad_cursor` for anything that `writeCursor` did not write for this list.
 */
export function readCursor<T extends readonly [z.ZodType, ...z.ZodType[]]>(
  list: string,
  cursor: string | null,
  key: z.ZodTuple<T, null>,
): z.output<z.ZodTuple<T, null>> | null {
  if (cursor === null) return null
  const refusal = new RequestError(
    'bad_cursor',
    `"cursor" is no nextCursor of this list: "${cursor.slice(0, 64)}".`,
  )
  const shape = z.tuple([z.literal(list)]).rest(z.union([z.string(), z.number()]))
  const parts = shape.safeParse(jsonIn(cursor, refusal))
  if (!parts.success || writeCursor(list, parts.data.slice(1)) !== cursor) throw refusal
  const parsed = key.safeParse(parts.data.slice(1))
  if (!parsed.success) throw refusal
  return parsed.data
}

/** A page of a list that was loaded one item longer than asked, so that its end shows. */
export function cutPage<T>(rows: readonly T[], limit: number, cursorAfter: (last: T) => string): Page<T> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorAfter(last) : null }
}

/** A page of a list so small that all of it is in memory, in ascending order of a unique key. */
export function pageInMemory<T>(
  all: readonly T[],
  list: string,
  keyOf: (item: T) => string,
  page: PageQuery,
): Page<T> {
  const after = readCursor(list, page.cursor, z.tuple([z.string()]))?.[0]
  const rest = after === undefined ? all : all.filter((item) => keyOf(item) > after)
  return cutPage(rest, page.limit, (last) => writeCursor(list, [keyOf(last)]))
}

function jsonIn(cursor: string, refusal: RequestError): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw refusal
  }
}
