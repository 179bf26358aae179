'use client'

import { WhoLink } from '#components/delegates/who-link.tsx'
import { ProbationMark, producedOf } from '#components/epochs/columns.tsx'
import { List, type ListFilter } from '#components/table/list.tsx'
import { counted } from '#components/ui/format.ts'
import { Glyph } from '#components/ui/glyph.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { BoardView } from '#lib/board/schema.ts'
import { troubleOf } from '#lib/board/trouble.ts'
import { candidateColumns, NodeMark, SeenMark } from './candidate-columns.tsx'
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
  { key: 'not-up', label: 'Node not up', holds: ({ presence }) => presence !== 'up' },
  { key: 'probation', label: 'On probation', holds: ({ probation }) => probation },
]

function Card({ network, row }: { network: string; row: Row }) {
  const missed = row.missedPrimary + row.missedCovering
  return (
    <>
      <div className={styles.top}>
        <span>
          <span className={styles.rank}>{row.rank}</span> <WhoLink network={network} who={row} />{' '}
          <NodeMark row={row} />
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
        {row.version !== null && <span>{row.version}</span>}
        <SeenMark row={row} />
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
        columns={candidateColumns(network)}
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
