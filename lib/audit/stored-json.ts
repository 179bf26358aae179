import type { Json } from './kept-value.ts'

/** A jsonb as it is stored, and whether `record` can have written it so. */
export type StoredJson = { readonly value: Json; readonly isAsWritten: boolean }

/**
 * Reads the text of a jsonb column. Numbers that JavaScript cannot tell apart (1 and 1.0, or digits beyond its
 * precision) must not hide a change, so one that is not in its shortest form was not written by us; nor was a `null`
 * that is no SQL null. Very large and very small ones are let pass: jsonb writes out their exponents.
 */
export function storedJson(text: string | null): StoredJson {
  if (text === null) return { value: null, isAsWritten: true }
  let isAsWritten = text !== 'null'
  const value: Json = JSON.parse(text, (_, field: Json, context?: { source?: string }) => {
    if (typeof field === 'number') isAsWritten &&= isShortest(field, context?.source)
    return field
  })
  return { value, isAsWritten }
}

function isShortest(value: number, source: string | undefined): boolean {
  const shortest = JSON.stringify(value)
  return source === shortest || shortest.includes('e')
}
