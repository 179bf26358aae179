'use client'

import { Button, Table } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { grouped } from '#components/ui/format.ts'
import { Empty } from '#components/ui/notice.tsx'
import type { Column } from './column.ts'
import styles from './list.module.css'
import { ListTools } from './list-tools.tsx'
import { type Direction, sortRows } from './sort-rows.ts'
import { type ListState, useListState } from './use-list-state.ts'

/** Longer lists begin with this many rows, unless they say otherwise. */
const FIRST_ROWS = 200

/** A named part of a list that can be shown alone. */
export type ListFilter<Row> = {
  readonly key: string
  readonly label: string
  readonly holds: (row: Row) => boolean
}

type ListProps<Row> = {
  /** What the list holds, for the export's file name and for people who cannot see it. */
  readonly name: string
  /** Tells two lists of one page apart in the address. */
  readonly id?: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly rowKey: (row: Row) => string
  readonly textOf: (row: Row) => string
  readonly filters?: readonly ListFilter<Row>[]
  /** How a row looks on a phone. */
  readonly card: (row: Row) => ReactNode
  /** Orders the cards while the reader has not chosen: the most troubled first. */
  readonly trouble?: (row: Row) => number
  readonly empty: string
  readonly firstRows?: number
}

function shown<Row>(props: ListProps<Row>, state: ListState): Row[] {
  const wanted = state.text.trim().toLowerCase()
  const filter = props.filters?.find(({ key }) => key === state.show)
  const column = props.columns.find(({ key }) => key === state.sort)
  const rows = props.rows.filter(
    (row) =>
      (filter?.holds(row) ?? true) && (wanted === '' || props.textOf(row).toLowerCase().includes(wanted)),
  )
  return column === undefined ? rows : sortRows(rows, column, state.direction)
}

/** A list that sorts, filters and exports what it shows, and keeps its state in the address; cards on a phone. */
export function List<Row>(props: ListProps<Row>) {
  const state = useListState(props.id ?? '')
  const [isWhole, setWhole] = useState(false)
  const rows = shown(props, state)
  const { trouble, card, rowKey, firstRows = FIRST_ROWS } = props
  const byTrouble =
    trouble === undefined || state.sort !== null ? rows : rows.toSorted((a, b) => trouble(b) - trouble(a))
  const first = isWhole ? rows.length : firstRows
  return (
    <>
      <ListTools {...props} state={state} shown={rows} filters={props.filters ?? []} />
      {rows.length === 0 && (
        <Empty>{props.rows.length === 0 ? props.empty : 'Nothing fits this filter.'}</Empty>
      )}
      {rows.length > 0 && (
        <>
          <Table.ScrollContainer minWidth={0} className={styles.wide} type="native">
            <Rows {...props} rows={rows.slice(0, first)} state={state} />
          </Table.ScrollContainer>
          <ul className={styles.cards} aria-label={props.name}>
            {byTrouble.slice(0, first).map((row) => (
              <li key={rowKey(row)} className={styles.card}>
                {card(row)}
              </li>
            ))}
          </ul>
        </>
      )}
      {rows.length > first && (
        <Button variant="default" size="xs" mt={8} onClick={() => setWhole(true)}>
          Show all {grouped(rows.length)}
        </Button>
      )}
    </>
  )
}

function Rows<Row>({ rows, columns, rowKey, name, state }: ListProps<Row> & { state: ListState }) {
  return (
    <Table aria-label={name} className={styles.table} highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          {columns.map((column) => (
            <Head key={column.key} column={column} state={state} />
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={rowKey(row)}>
            {columns.map(({ key, numeric, cell }) => (
              <Table.Td key={key} className={numeric ? styles.numeric : undefined}>
                {cell(row)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

const ARIA_SORT: Record<Direction, 'ascending' | 'descending'> = { asc: 'ascending', desc: 'descending' }

function Head<Row>({ column, state }: { column: Column<Row>; state: ListState }) {
  const { key, head, hint, numeric } = column
  const sorted = state.sort === key ? state.direction : null
  const next =
    sorted === 'asc'
      ? { sort: key, dir: 'desc' }
      : sorted === 'desc'
        ? { sort: null, dir: null }
        : { sort: key, dir: null }
  return (
    <Table.Th
      aria-sort={sorted === null ? 'none' : ARIA_SORT[sorted]}
      className={numeric ? styles.numeric : undefined}
    >
      <button type="button" className={styles.sort} title={hint} onClick={() => state.change(next)}>
        {head}
        <span aria-hidden="true" className={styles.arrow}>
          {sorted === 'asc' ? '▲' : sorted === 'desc' ? '▼' : ''}
        </span>
      </button>
    </Table.Th>
  )
}
