import type { Column } from './column.ts'

/** Spreadsheets run a text that begins like this as a formula. */
const FORMULA = /^[=+\-@\t\r]/

function field(value: string | number | bigint | null): string {
  if (value === null) return ''
  const text = String(value)
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** What a list shows as CSV (RFC 4180), one line a row, heads first. */
export function csvOf<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const lines = rows.map((row) =>
    columns.map(({ csv, sortBy }) => field(csv === undefined ? sortBy(row) : csv(row))),
  )
  return [columns.map(({ key }) => field(key)), ...lines].map((line) => `${line.join(',')}\r\n`).join('')
}
