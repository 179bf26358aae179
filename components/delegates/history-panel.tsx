'use client'

import type { Column } from '#components/table/column.ts'
import { List } from '#components/table/list.tsx'
import { Copyable } from '#components/ui/copyable.tsx'
import { grouped } from '#components/ui/format.ts'
import { Panel } from '#components/ui/panel.tsx'
import type { DelegateDetailView } from '#lib/delegates/schema.ts'

type Row = DelegateDetailView['history'][number]

function addressColumn(key: 'owner' | 'operator' | 'reward', head: string): Column<Row> {
  return {
    key,
    head,
    sortBy: (row) => row[key],
    cell: (row) => <Copyable text={row[key]} label={`${key} from block ${row.fromHeight}`} />,
  }
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'from',
    head: 'Seen from block',
    numeric: true,
    sortBy: ({ fromHeight }) => fromHeight,
    cell: ({ fromHeight }) => grouped(fromHeight),
  },
  { key: 'name', head: 'Name', sortBy: ({ name }) => name, cell: ({ name }) => name },
  addressColumn('operator', 'Operator'),
  addressColumn('owner', 'Owner'),
  addressColumn('reward', 'Reward'),
]

/** What the identity was before, as far as it was seen. */
export function HistoryPanel({ history }: { history: readonly Row[] }) {
  return (
    <Panel title="Identity over time, newest first">
      <List
        name="identity"
        id="identity"
        rows={history.toSorted((a, b) => b.fromHeight - a.fromHeight)}
        columns={COLUMNS}
        rowKey={({ fromHeight }) => String(fromHeight)}
        textOf={(row) => Object.values(row).join(' ')}
        card={({ fromHeight, name, operator }) => (
          <>
            from block {grouped(fromHeight)}: {name}
            <br />
            <Copyable text={operator} label={`operator from block ${fromHeight}`} />
          </>
        )}
        empty="No registration of it was seen: only its operator is known, from a list of candidates."
      />
    </Panel>
  )
}
