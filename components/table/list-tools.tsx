'use client'

import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconDownload, IconFilter } from '@tabler/icons-react'
import { grouped } from '#components/ui/format.ts'
import type { Column } from './column.ts'
import { csvOf } from './csv.ts'
import styles from './list.module.css'
import type { ListState } from './use-list-state.ts'

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.csv`
  link.click()
  URL.revokeObjectURL(url)
}

type ToolsProps<Row> = {
  readonly name: string
  readonly rows: readonly Row[]
  readonly shown: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly filters: readonly { readonly key: string; readonly label: string }[]
  readonly state: ListState
}

/** Above a list: filter by text and by part, how many rows are shown, and the export of exactly these. */
export function ListTools<Row>({ name, rows, shown, columns, filters, state }: ToolsProps<Row>) {
  const { text, show, sort, direction, change } = state
  return (
    <div className={styles.tools}>
      <TextInput
        size="xs"
        aria-label={`Filter ${name}`}
        placeholder="Filter"
        leftSection={<IconFilter size={14} />}
        value={text}
        onChange={(event) => change({ q: event.currentTarget.value })}
      />
      {filters.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label={`Which ${name}`}
          value={show ?? ''}
          onChange={(event) => change({ show: event.currentTarget.value })}
          data={[{ value: '', label: 'All' }, ...filters.map(({ key, label }) => ({ value: key, label }))]}
        />
      )}
      <NativeSelect
        className={styles.sortBy}
        size="xs"
        aria-label={`Sort ${name}`}
        value={sort === null ? '' : `${sort} ${direction}`}
        onChange={(event) => {
          const [key = null, dir = null] = event.currentTarget.value.split(' ')
          change({ sort: key, dir: dir === 'desc' ? dir : null })
        }}
        data={[
          { value: '', label: 'Sort' },
          ...columns.flatMap(({ key, head }) => [
            { value: `${key} asc`, label: `${head} ▲` },
            { value: `${key} desc`, label: `${head} ▼` },
          ]),
        ]}
      />
      <span className={styles.count}>
        {shown.length === rows.length
          ? grouped(rows.length)
          : `${grouped(shown.length)} of ${grouped(rows.length)}`}
      </span>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDownload size={14} />}
        disabled={shown.length === 0}
        onClick={() => download(name, csvOf(shown, columns))}
      >
        CSV
      </Button>
    </div>
  )
}
