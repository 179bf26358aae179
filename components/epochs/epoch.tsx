'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { ProductionChart } from '#components/charts/production-chart.tsx'
import { delegateLabel, WhoLink } from '#components/delegates/who-link.tsx'
import { List } from '#components/table/list.tsx'
import { grouped } from '#components/ui/format.ts'
import { Page } from '#components/ui/page.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { StepLinks } from '#components/ui/step-links.tsx'
import type { ProbationReason } from '#lib/epochs/probation-reasons.ts'
import type { EpochView } from '#lib/epochs/schema.ts'
import type { ShownParams } from '#lib/networks/shown-params.ts'
import { CheckpointNotice } from './checkpoint-notice.tsx'
import {
  PRODUCTION_COLUMNS,
  ProbationMark,
  ProductivityMark,
  producedOf,
  SEAT_COLUMN,
  VOTES_COLUMN,
} from './columns.tsx'
import { epochSentence } from './epoch-sentence.ts'
import { MissedSlotsPanel } from './missed-slots-panel.tsx'
import { ProbationPanel } from './probation-panel.tsx'
import { epochQueryOptions, epochSlotsQueryOptions, missedSlotsQueryOptions } from './queries.ts'
import { SlotGrid } from './slot-grid.tsx'

type EpochProps = {
  readonly network: string
  readonly epoch: number
  readonly isOldest: boolean
  readonly isNewest: boolean
  readonly probation: readonly ProbationReason[]
  readonly params: ShownParams
}

/** What happened in this epoch? */
export function Epoch({ network, epoch: number, isOldest, isNewest, probation, params }: EpochProps) {
  const { data: epoch } = useSuspenseQuery(epochQueryOptions(network, number))
  const { data: slots } = useSuspenseQuery(epochSlotsQueryOptions(network, number))
  const { data: missed } = useSuspenseQuery(missedSlotsQueryOptions(network, number))
  const root = `/n/${network}/epochs`
  const steps = (
    <StepLinks
      previous={isOldest ? null : { href: `${root}/${number - 1}`, label: `Epoch ${grouped(number - 1)}` }}
      next={isNewest ? null : { href: `${root}/${number + 1}`, label: `Epoch ${grouped(number + 1)}` }}
    />
  )
  return (
    <Page sentence={epochSentence(epoch)} facts={steps}>
      <p style={{ margin: 0 }}>
        Blocks {grouped(epoch.startHeight)} to {grouped(epoch.endHeight)} · quorum {epoch.quorum}
      </p>
      <CheckpointNotice checkpoint={epoch.checkpoint} />
      <SlotGrid network={network} epoch={epoch} slots={slots.slots} />
      <ProductionPanel
        network={network}
        epoch={epoch}
        thresholdPercent={params.productivityThresholdPercent}
      />
      <ProbationPanel network={network} reasons={probation} />
      <MissedSlotsPanel
        network={network}
        slots={missed}
        title="Missed slots"
        empty="No slot was missed in this epoch."
      />
    </Page>
  )
}

function ProductionPanel(props: { network: string; epoch: EpochView; thresholdPercent: number }) {
  const { network, epoch, thresholdPercent } = props
  const seated = epoch.delegates.filter(({ seat }) => seat !== null)
  const bars = seated
    .toSorted((a, b) => (a.seat ?? 0) - (b.seat ?? 0))
    .map((row) => ({
      label: delegateLabel(row),
      percent: row.productivityPercent ?? 0,
      produced: row.produced,
      expected: row.expected,
    }))
  const window = epoch.complete ? 'of the whole epoch' : 'so far, of the whole epoch'
  return (
    <Panel
      title={`Production ${window}, in percent of what was expected; under ${thresholdPercent} % is unproductive`}
    >
      {bars.length > 0 && (
        <ProductionChart
          bars={bars}
          thresholdPercent={thresholdPercent}
          label="Production of each seat in percent; the table below holds the same numbers"
        />
      )}
      <List
        name="candidates"
        rows={epoch.delegates}
        columns={[
          { key: 'rank', head: '#', numeric: true, sortBy: ({ rank }) => rank, cell: ({ rank }) => rank },
          {
            key: 'delegate',
            head: 'Delegate',
            sortBy: delegateLabel,
            cell: (row) => <WhoLink network={network} who={row} />,
            csv: ({ name, operator }) => name ?? operator,
          },
          SEAT_COLUMN,
          ...PRODUCTION_COLUMNS,
          VOTES_COLUMN,
        ]}
        rowKey={({ operator }) => operator}
        textOf={({ name, operator, id }) => `${name} ${operator} ${id}`}
        filters={[
          { key: 'seated', label: 'With a seat', holds: ({ seat }) => seat !== null },
          { key: 'unproductive', label: 'Unproductive', holds: ({ unproductive }) => unproductive === true },
          { key: 'probation', label: 'On probation', holds: ({ probation }) => probation },
        ]}
        card={(row) => (
          <>
            {row.rank} <WhoLink network={network} who={row} /> · seat {row.seat ?? '–'} · produced{' '}
            {producedOf(row)} · <ProductivityMark row={row} /> <ProbationMark row={row} />
          </>
        )}
        trouble={({ missedPrimary, missedCovering }) => missedPrimary + missedCovering}
        empty="The candidates of this epoch are not known yet."
      />
    </Panel>
  )
}
