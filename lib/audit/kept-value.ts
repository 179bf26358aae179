const NOT_KEPT = '[not kept]'
const SECRET_FIELD = /secret|password|passphrase|private_?key|cookie|authorization/i
const TOKEN = /rcl_[A-Za-z0-9]+_[A-Za-z0-9_-]+/g

/** What JSON can say. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/**
 * A value as the audit log keeps it: as JSON has it, bigints as decimal strings; what jsonb cannot hold (NUL, halves of
 * a character) becomes U+FFFD. Secrets should not be given; fields named like one and our tokens are left out anyway.
 */
export function keptValue(value: unknown): Json {
  const text = JSON.stringify(value, (_, field: unknown) =>
    typeof field === 'bigint' ? field.toString() : field,
  )
  return text === undefined ? null : withoutSecrets(JSON.parse(text))
}

/** A text as Postgres can hold it, without our tokens. */
export function keptText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd').replace(TOKEN, NOT_KEPT)
}

function withoutSecrets(value: Json): Json {
  if (typeof value === 'string') return keptText(value)
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).map(([key, field]) => [
    keptText(key),
    SECRET_FIELD.test(key) && field !== null ? NOT_KEPT : withoutSecrets(field),
  ])
  return Object.fromEntries(fields)
}
