import type { Column } from '#components/table/column.ts'
import { iotx, millionsOfVotes } from '#components/ui/format.ts'
import { StateMark } from '#components/ui/state-mark.tsx'
import type { EpochDelegateView } from '#lib/epochs/schema.ts'

type Row = EpochDelegateView

/** "3 / 5", or a dash for one who had no seat. */
export function producedOf({ produced, expected, seat }: Row): string {
  return seat === null ? '–' : `${produced} / ${expected}`
}

export function ProbationMark({ row }: { row: Row }) {
  if (!row.probation) return null
  return <StateMark shape="paused" tone="warn" word={`on probation (${row.probationCount})`} />
}

/** Own slots missed, plus those missed while standing in for others. */
function MissedMark({ row: { seat, missedPrimary, missedCovering } }: { row: Row }) {
  if (seat === null) return <>–</>
  const word = missedCovering === 0 ? `${missedPrimary}` : `${missedPrimary} + ${missedCovering}`
  return missedPrimary + missedCovering === 0 ? <>0</> : <StateMark shape="missed" tone="bad" word={word} />
}

export function ProductivityMark({ row }: { row: Row }) {
  if (row.productivityPercent === null) return <>–</>
  if (row.unproductive === true)
    return <StateMark shape="down" tone="bad" word={`${row.productivityPercent} %`} />
  return <>{row.productivityPercent} %</>
}

export const SEAT_COLUMN: Column<Row> = {
  key: 'seat',
  head: 'Seat',
  hint: 'Position in the order of proposing, from 0; – = a candidate without a seat in this epoch',
  numeric: true,
  sortBy: ({ seat }) => seat,
  cell: ({ seat }) => seat ?? '–',
}

/** What a delegate did in an epoch. */
export const PRODUCTION_COLUMNS: readonly Column<Row>[] = [
  {
    key: 'produced',
    head: 'Produced',
    hint: 'Blocks produced of those the schedule gives in the whole epoch',
    numeric: true,
    sortBy: ({ seat, produced }) => (seat === null ? null : produced),
    cell: producedOf,
    csv: producedOf,
  },
  {
    key: 'missed',
    head: 'Missed',
    hint: 'Own slots missed + slots missed while covering for others; without what the network lost',
    numeric: true,
    sortBy: ({ seat, missedPrimary, missedCovering }) =>
      seat === null ? null : missedPrimary + missedCovering,
    cell: (row) => <MissedMark row={row} />,
  },
  {
    key: 'productivity',
    head: 'Productivity',
    hint: 'Produced of expected in whole percent; under the threshold at the end of an epoch means probation',
    numeric: true,
    sortBy: ({ productivityPercent }) => productivityPercent,
    cell: (row) => <ProductivityMark row={row} />,
  },
  {
    key: 'probation',
    head: 'Probation',
    hint: 'In this epoch; the number counts the epochs that put it there',
    sortBy: ({ probation, probationCount }) => (probation ? probationCount : null),
    cell: (row) => <ProbationMark row={row} />,
  },
]

export const VOTES_COLUMN: Column<Row> = {
  key: 'votes',
  head: 'Votes, M IOTX',
  hint: 'After the probation cut, as the epoch counts them',
  numeric: true,
  sortBy: ({ votes }) => BigInt(votes),
  cell: ({ votes, votesBeforeCut }) => {
    const cut =
      votesBeforeCut !== null && votesBeforeCut !== votes ? `; ${iotx(votesBeforeCut)} before the cut` : ''
    return <span title={`${iotx(votes)} IOTX${cut} (${votes} Rau)`}>{millionsOfVotes(votes)}</span>
  },
  csv: ({ votes }) => votes,
}
