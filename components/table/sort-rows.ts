import type { Column, SortValue } from './column.ts'

export type Direction = 'asc' | 'desc'

function compared(a: SortValue, b: SortValue): number {
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b, 'en', { numeric: true })
  if (a === b) return 0
  return (a ?? 0) < (b ?? 0) ? -1 : 1
}

/** Rows by a column; rows without a value stand last both ways, equal ones keep their order. */
export function sortRows<Row>(rows: readonly Row[], { sortBy }: Column<Row>, direction: Direction): Row[] {
  const sign = direction === 'asc' ? 1 : -1
  return rows.toSorted((left, right) => {
    const [a, b] = [sortBy(left), sortBy(right)]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return sign * compared(a, b)
  })
}
