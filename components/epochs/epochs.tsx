'use client'

import { Anchor } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { Column } from '#components/table/column.ts'
import { List, type ListFilter } from '#components/table/list.tsx'
import { counted, grouped } from '#components/ui/format.ts'
import { Page } from '#components/ui/page.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import type { EpochView } from '#lib/epochs/schema.ts'
import { epochsQueryOptions } from './queries.ts'

type Row = EpochView

function unproductiveIn({ delegates }: Row): number {
  return delegates.filter(({ unproductive }) => unproductive === true).length
}

function onProbationIn({ delegates }: Row): number {
  return delegates.filter(({ probation }) => probation).length
}

const FILTERS: readonly ListFilter<Row>[] = [
  { key: 'lost', label: 'With lost rounds', holds: ({ lostRounds }) => lostRounds > 0 },
  { key: 'unproductive', label: 'With unproductive delegates', holds: (row) => unproductiveIn(row) > 0 },
]

function numberColumn(key: string, head: string, countOf: (row: Row) => number, hint?: string): Column<Row> {
  const column = { key, head, numeric: true, sortBy: countOf, cell: (row: Row) => grouped(countOf(row)) }
  return hint === undefined ? column : { ...column, hint }
}

function EpochLink({ network, row }: { network: string; row: Row }) {
  return (
    <Anchor component={Link} href={`/n/${network}/epochs/${row.epoch}`} prefetch={false}>
      {grouped(row.epoch)}
    </Anchor>
  )
}

function EpochState({ row }: { row: Row }) {
  if (!row.complete) return <StateMark shape="unknown" tone="quiet" word="open" />
  if (unproductiveIn(row) > 0) {
    return <StateMark shape="missed" tone="bad" word={`${unproductiveIn(row)} unproductive`} />
  }
  return <StateMark shape="produced" tone="good" word="productive" />
}

function columnsOf(network: string): Column<Row>[] {
  return [
    {
      ...numberColumn('epoch', 'Epoch', ({ epoch }) => epoch),
      cell: (row) => <EpochLink network={network} row={row} />,
    },
    { key: 'state', head: 'State', sortBy: unproductiveIn, cell: (row) => <EpochState row={row} /> },
    numberColumn('from', 'First block', ({ startHeight }) => startHeight),
    numberColumn('to', 'Last block', ({ endHeight }) => endHeight),
    numberColumn('produced', 'Blocks', ({ producedBlocks }) => producedBlocks),
    numberColumn('lost', 'Rounds lost', ({ lostRounds }) => lostRounds),
    numberColumn(
      'delegates',
      'by delegates',
      ({ lostRounds, networkLostRounds }) => lostRounds - networkLostRounds,
    ),
    numberColumn('network', 'by the network', ({ networkLostRounds }) => networkLostRounds),
    numberColumn('late', 'Late commits', ({ lateCommits }) => lateCommits),
    numberColumn('probation', 'On probation', onProbationIn, 'Delegates on probation in this epoch'),
  ]
}

function sentence(rows: readonly Row[]): string {
  const complete = rows.filter((row) => row.complete)
  if (rows.length === 0) return 'No epoch is known yet.'
  const clean = complete.filter(({ lostRounds }) => lostRounds === 0).length
  const lost = complete.reduce((sum, { lostRounds }) => sum + lostRounds, 0)
  const byNetwork = complete.reduce((sum, { networkLostRounds }) => sum + networkLostRounds, 0)
  const of = `${clean} of ${counted(complete.length, 'complete epoch')} lost no round`
  if (lost === 0) return `${of}.`
  return `${of}; the others lost ${grouped(lost)}: ${grouped(lost - byNetwork)} by delegates, ${grouped(byNetwork)} by the network.`
}

/** How have the last epochs gone? */
export function Epochs({ network, cursor }: { network: string; cursor: string | null }) {
  const { data } = useSuspenseQuery(epochsQueryOptions(network, cursor))
  const { items, nextCursor } = data
  return (
    <Page sentence={sentence(items)}>
      <Panel title="Epochs, newest first">
        <List
          name="epochs"
          rows={items}
          columns={columnsOf(network)}
          rowKey={({ epoch }) => String(epoch)}
          textOf={({ epoch }) => String(epoch)}
          filters={FILTERS}
          card={(row) => (
            <>
              epoch <EpochLink network={network} row={row} /> · <EpochState row={row} />
              <br />
              {counted(row.producedBlocks, 'block')}, {counted(row.lostRounds, 'round')} lost,{' '}
              {grouped(row.networkLostRounds)} of them by the network
            </>
          )}
          empty="No epoch yet: the first one stands here with the first verified block."
        />
        <nav aria-label="More epochs" style={{ display: 'flex', gap: 18, marginTop: 8 }}>
          {cursor !== null && (
            <Anchor component={Link} href={`/n/${network}/epochs`}>
              ← Newest
            </Anchor>
          )}
          {nextCursor !== null && (
            <Anchor component={Link} href={`/n/${network}/epochs?cursor=${encodeURIComponent(nextCursor)}`}>
              Older →
            </Anchor>
          )}
        </nav>
      </Panel>
    </Page>
  )
}
