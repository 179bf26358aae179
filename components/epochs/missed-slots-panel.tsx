'use client'

import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { delegateLabel, WhoLink } from '#components/delegates/who-link.tsx'
import type { Column } from '#components/table/column.ts'
import { List, type ListFilter } from '#components/table/list.tsx'
import { grouped, utc } from '#components/ui/format.ts'
import { Instant } from '#components/ui/instant.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import type { MissedSlotView } from '#lib/blocks/schema.ts'

type Row = MissedSlotView

const FILTERS: readonly ListFilter<Row>[] = [
  { key: 'delegate', label: "The delegates' own", holds: ({ cause }) => cause === 'delegate' },
  { key: 'network', label: 'Lost by the network', holds: ({ cause }) => cause === 'network' },
]

/** A halt is hundreds of rows that say the same. */
const FIRST_ROWS = 40

const KIND = { primary: 'its own slot', covering: 'covering for another' } as const

function CauseMark({ row }: { row: Row }) {
  const word = row.cause === 'delegate' ? 'missed by the delegate' : 'lost by the network'
  const shape = row.cause === 'delegate' ? 'missed' : 'lost'
  return <StateMark shape={shape} tone={row.cause === 'delegate' ? 'bad' : 'quiet'} word={word} />
}

function Height({ network, row }: { network: string; row: Row }) {
  if (row.provisional) return <>{grouped(row.height)} (open)</>
  return (
    <Anchor component={Link} href={`/n/${network}/blocks/${row.height}`} prefetch={false}>
      {grouped(row.height)}
    </Anchor>
  )
}

function columnsOf(network: string, withDelegate: boolean): Column<Row>[] {
  const delegate: Column<Row> = {
    key: 'delegate',
    head: 'Delegate',
    sortBy: delegateLabel,
    cell: (row) => <WhoLink network={network} who={row} />,
    csv: ({ name, operator }) => name ?? operator,
  }
  return [
    {
      key: 'height',
      head: 'Block',
      numeric: true,
      sortBy: ({ height }) => height,
      cell: (row) => <Height network={network} row={row} />,
    },
    {
      key: 'round',
      head: 'Round',
      numeric: true,
      sortBy: ({ round }) => round,
      cell: ({ round }) => grouped(round),
    },
    ...(withDelegate ? [delegate] : []),
    {
      key: 'kind',
      head: 'Kind',
      hint: 'Own = the height was its turn; covering = a round after others had lost theirs',
      sortBy: ({ kind }) => kind,
      cell: ({ kind }) => KIND[kind],
    },
    { key: 'cause', head: 'Cause', sortBy: ({ cause }) => cause, cell: (row) => <CauseMark row={row} /> },
    {
      key: 'run',
      head: 'Run',
      hint: 'Lost rounds in a row at this block; more than may be away is the network’s, not the delegates’',
      numeric: true,
      sortBy: ({ run }) => run,
      cell: ({ run }) => grouped(run),
    },
    { key: 'at', head: 'Start of the round', sortBy: ({ at }) => at, cell: ({ at }) => <Instant at={at} /> },
  ]
}

function Card({ network, row, withDelegate }: { network: string; row: Row; withDelegate: boolean }) {
  return (
    <>
      block <Height network={network} row={row} />, round {grouped(row.round)}
      {withDelegate && (
        <>
          {' · '}
          <WhoLink network={network} who={row} />
        </>
      )}
      <br />
      <CauseMark row={row} /> · {KIND[row.kind]} · run {grouped(row.run)}
      <br />
      {utc(Date.parse(row.at))}
    </>
  )
}

/** Slots whose block did not win, with kind, cause and run. */
export function MissedSlotsPanel(props: {
  network: string
  slots: readonly Row[]
  title: string
  empty: string
  withDelegate?: boolean
}) {
  const { network, slots, title, empty, withDelegate = true } = props
  return (
    <Panel title={title}>
      <List
        name="missed slots"
        id="missed"
        rows={slots}
        columns={columnsOf(network, withDelegate)}
        rowKey={({ height, round }) => `${height} ${round}`}
        textOf={({ height, name, operator }) => `${height} ${name} ${operator}`}
        filters={FILTERS}
        card={(row) => <Card network={network} row={row} withDelegate={withDelegate} />}
        empty={empty}
        firstRows={FIRST_ROWS}
      />
    </Panel>
  )
}
