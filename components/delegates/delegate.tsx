'use client'

import { Anchor } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { ProductionChart } from '#components/charts/production-chart.tsx'
import {
  PRODUCTION_COLUMNS,
  ProbationMark,
  ProductivityMark,
  producedOf,
  SEAT_COLUMN,
  VOTES_COLUMN,
} from '#components/epochs/columns.tsx'
import { MissedSlotsPanel } from '#components/epochs/missed-slots-panel.tsx'
import type { Column } from '#components/table/column.ts'
import { List } from '#components/table/list.tsx'
import { grouped } from '#components/ui/format.ts'
import { Empty } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { DelegateDetailView } from '#lib/delegates/schema.ts'
import { delegateSentence } from './delegate-sentence.ts'
import { HistoryPanel } from './history-panel.tsx'
import { IdentityPanel } from './identity-panel.tsx'
import { delegateQueryOptions } from './queries.ts'
import { SpaceTabs } from './space-tabs.tsx'

type Row = DelegateDetailView['epochs'][number]

function EpochLink({ network, row }: { network: string; row: Row }) {
  return (
    <Anchor component={Link} href={`/n/${network}/epochs/${row.epoch}`} prefetch={false}>
      {grouped(row.epoch)}
    </Anchor>
  )
}

function columnsOf(network: string): Column<Row>[] {
  return [
    {
      key: 'epoch',
      head: 'Epoch',
      numeric: true,
      sortBy: ({ epoch }) => epoch,
      cell: (row) => (
        <>
          <EpochLink network={network} row={row} />
          {row.complete ? '' : ' (open)'}
        </>
      ),
    },
    { key: 'rank', head: 'Rank', numeric: true, sortBy: ({ rank }) => rank, cell: ({ rank }) => rank },
    SEAT_COLUMN,
    ...PRODUCTION_COLUMNS,
    VOTES_COLUMN,
  ]
}

/** Can I rely on this delegate? */
export function Delegate(props: { network: string; wanted: string; thresholdPercent: number }) {
  const { network, wanted, thresholdPercent } = props
  const { data: delegate } = useSuspenseQuery(delegateQueryOptions(network, wanted))
  return (
    <Page sentence={delegateSentence(delegate)}>
      <SpaceTabs network={network} delegate={wanted} />
      <IdentityPanel delegate={delegate} />
      <ProductivityPanel epochs={delegate.epochs} thresholdPercent={thresholdPercent} />
      <Panel title="Epochs, newest first">
        <List
          name="epochs"
          id="epochs"
          rows={delegate.epochs}
          columns={columnsOf(network)}
          rowKey={({ epoch }) => String(epoch)}
          textOf={({ epoch }) => String(epoch)}
          filters={[
            { key: 'seated', label: 'With a seat', holds: ({ seat }) => seat !== null },
            {
              key: 'unproductive',
              label: 'Unproductive',
              holds: ({ unproductive }) => unproductive === true,
            },
            { key: 'probation', label: 'On probation', holds: ({ probation }) => probation },
          ]}
          card={(row) => (
            <>
              epoch <EpochLink network={network} row={row} /> · rank {row.rank} · seat {row.seat ?? '–'} ·
              produced {producedOf(row)} · <ProductivityMark row={row} /> <ProbationMark row={row} />
            </>
          )}
          empty="It was no candidate in any epoch that is stored."
        />
      </Panel>
      <MissedSlotsPanel
        network={network}
        slots={delegate.missedSlots}
        title="Missed slots, newest first"
        empty="No slot of it was lost in what is stored."
        withDelegate={false}
      />
      <HistoryPanel history={delegate.history} />
    </Page>
  )
}

function ProductivityPanel({
  epochs,
  thresholdPercent,
}: {
  epochs: readonly Row[]
  thresholdPercent: number
}) {
  const bars = epochs
    .filter(({ seat, complete }) => seat !== null && complete)
    .toSorted((a, b) => a.epoch - b.epoch)
    .map((row) => ({
      label: String(row.epoch),
      percent: row.productivityPercent ?? 0,
      produced: row.produced,
      expected: row.expected,
    }))
  return (
    <Panel title={`Productivity by complete epoch with a seat; under ${thresholdPercent} % is unproductive`}>
      {bars.length === 0 ? (
        <Empty>It held no seat in a complete epoch that is stored.</Empty>
      ) : (
        <ProductionChart
          bars={bars}
          thresholdPercent={thresholdPercent}
          label="Productivity by epoch in percent; the table below holds the same numbers"
        />
      )}
    </Panel>
  )
}
