import type { ReactNode } from 'react'

/** What a cell sorts by; null stands last whichever way. */
export type SortValue = number | bigint | string | null

/** One column of a list: what it shows, sorts by and exports. */
export type Column<Row> = {
  /** In the address and in the export. */
  readonly key: string
  readonly head: string
  /** Explains the head on hover. */
  readonly hint?: string
  readonly numeric?: boolean
  readonly sortBy: (row: Row) => SortValue
  readonly cell: (row: Row) => ReactNode
  /** What the export says where it is not what the column sorts by. */
  readonly csv?: (row: Row) => string | number | null
}
