'use client'

import { delegateLabel, WhoLink } from '#components/delegates/who-link.tsx'
import {
  PRODUCTION_COLUMNS,
  ProbationMark,
  producedOf,
  SEAT_COLUMN,
  VOTES_COLUMN,
} from '#components/epochs/columns.tsx'
import type { Column } from '#components/table/column.ts'
import { List, type ListFilter } from '#components/table/list.tsx'
import { counted } from '#components/ui/format.ts'
import { Glyph } from '#components/ui/glyph.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { BoardView } from '#lib/board/schema.ts'
import { troubleOf } from '#lib/board/trouble.ts'
import styles from './candidates-panel.module.css'

type Row = BoardView['delegates'][number]

const FILTERS: readonly ListFilter<Row>[] = [
  { key: 'seated', label: 'With a seat now', holds: ({ seat }) => seat !== null },
  { key: 'next', label: 'With a seat next', holds: ({ nextSeat }) => nextSeat !== null },
  {
    key: 'missed',
    label: 'Missed a slot',
    holds: ({ missedPrimary, missedCovering }) => missedPrimary + missedCovering > 0,
  },
  { key: 'probation', label: 'On probation', holds: ({ probation }) => probation },
]

/** While an epoch is open its percent counts the slots that were due: half way through, half of all is 100 %. */
const SO_FAR_COLUMN: Column<Row> = {
  key: 'productivity',
  head: 'Productivity',
  hint: 'Produced of its own slots so far, in whole percent; above 100 % it covered for others',
  numeric: true,
  sortBy: ({ soFarPercent }) => soFarPercent,
  cell: ({ soFarPercent }) => (soFarPercent === null ? '–' : `${soFarPercent} %`),
}

function columnsOf(network: string): readonly Column<Row>[] {
  return [
    {
      key: 'rank',
      head: '#',
      hint: 'Rank by votes',
      numeric: true,
      sortBy: ({ rank }) => rank,
      cell: ({ rank }) => rank,
    },
    {
      key: 'delegate',
      head: 'Delegate',
      sortBy: delegateLabel,
      cell: (row) => <WhoLink network={network} who={row} />,
      csv: ({ name, operator }) => name ?? operator,
    },
    { ...SEAT_COLUMN, head: 'Seat now' },
    {
      key: 'next',
      head: 'Seat next',
      hint: 'In the next set, as far as it can be told',
      numeric: true,
      sortBy: ({ nextSeat }) => nextSeat,
      cell: ({ nextSeat }) => nextSeat ?? '–',
    },
    ...PRODUCTION_COLUMNS.map((column) => (column.key === 'productivity' ? SO_FAR_COLUMN : column)),
    VOTES_COLUMN,
  ]
}

function Card({ network, row }: { network: string; row: Row }) {
  const missed = row.missedPrimary + row.missedCovering
  return (
    <>
      <div className={styles.top}>
        <span>
          <span className={styles.rank}>{row.rank}</span> <WhoLink network={network} who={row} />
        </span>
        <span>
          seat {row.seat ?? '–'} / {row.nextSeat ?? '–'}
        </span>
      </div>
      <div className={styles.facts}>
        <span>produced {producedOf(row)}</span>
        {row.seat !== null && (
          <span className={styles.missed} data-any={missed > 0}>
            {missed > 0 && <Glyph shape="missed" size={11} />} {counted(missed, 'slot')} missed
          </span>
        )}
        {row.soFarPercent !== null && <span>{row.soFarPercent} % so far</span>}
        <ProbationMark row={row} />
      </div>
    </>
  )
}

/** Every candidate of the epoch. */
export function CandidatesPanel({ board }: { board: BoardView }) {
  const network = board.network.id
  return (
    <Panel title="Candidates of this epoch">
      <List
        name="candidates"
        rows={board.delegates}
        columns={columnsOf(network)}
        rowKey={({ operator }) => operator}
        textOf={({ name, operator, id }) => `${name} ${operator} ${id}`}
        filters={FILTERS}
        card={(row) => <Card network={network} row={row} />}
        trouble={troubleOf}
        empty="No candidate yet: they stand here as soon as the first epoch's list is known."
      />
    </Panel>
  )
}
