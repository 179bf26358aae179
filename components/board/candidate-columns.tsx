import { delegateLabel, WhoLink } from '#components/delegates/who-link.tsx'
import { PRODUCTION_COLUMNS, SEAT_COLUMN, VOTES_COLUMN } from '#components/epochs/columns.tsx'
import type { Column } from '#components/table/column.ts'
import { grouped } from '#components/ui/format.ts'
import { Age } from '#components/ui/instant.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import type { BoardView, SeenBy } from '#lib/board/schema.ts'
import { NODE_LOOK } from './presence-look.ts'

type Row = BoardView['delegates'][number]

const WORST_FIRST = ['down', 'behind', 'unknown', 'up'] as const satisfies readonly Row['presence'][]

const SEEN_WORD: Record<SeenBy, string> = { poll: 'asked', relay: 'heard of', chain: 'its blocks' }

/** What the delegate's node is doing. */
export function NodeMark({ row: { presence } }: { row: Row }) {
  return <StateMark {...NODE_LOOK[presence]} />
}

/** Who saw the node, and how long ago. */
export function SeenMark({ row: { seenBy, seenAt } }: { row: Row }) {
  if (seenBy === null) return <>–</>
  return (
    <>
      {SEEN_WORD[seenBy]}
      {seenAt !== null && (
        <>
          {' '}
          <Age at={seenAt} />
        </>
      )}
    </>
  )
}

/** While an epoch is open its percent counts the slots that were due: half way through, half of all is 100 %. */
const SO_FAR_COLUMN: Column<Row> = {
  key: 'productivity',
  head: 'Productivity',
  hint: 'Produced of its own slots so far, in whole percent; above 100 % it covered for others',
  numeric: true,
  sortBy: ({ soFarPercent }) => soFarPercent,
  cell: ({ soFarPercent }) => (soFarPercent === null ? '–' : `${soFarPercent} %`),
}

const NODE_COLUMNS: readonly Column<Row>[] = [
  {
    key: 'version',
    head: 'Version',
    hint: 'As the node was last seen to run',
    sortBy: ({ version }) => version,
    cell: ({ version }) => version ?? '–',
  },
  {
    key: 'lag',
    head: 'Lag',
    hint: 'Blocks below the tip when it was seen; a height heard of from other nodes is up to minutes old',
    numeric: true,
    sortBy: ({ heightLag }) => heightLag,
    cell: ({ heightLag, height }) =>
      heightLag === null ? '–' : <span title={`at ${grouped(height ?? 0)}`}>{grouped(heightLag)}</span>,
  },
  {
    key: 'seen',
    head: 'Seen by',
    hint: 'asked = its own endpoint answers us; heard of = other nodes tell of it; its blocks = only the chain shows it',
    sortBy: ({ seenAt }) => seenAt,
    cell: (row) => <SeenMark row={row} />,
    csv: ({ seenBy, seenAt }) => (seenBy === null ? '' : `${SEEN_WORD[seenBy]} ${seenAt ?? ''}`.trim()),
  },
]

/** The columns of the board's table. */
export function candidateColumns(network: string): readonly Column<Row>[] {
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
    {
      key: 'state',
      head: 'State',
      hint: 'What its node was last seen doing; not seen is neither up nor down',
      sortBy: ({ presence }) => WORST_FIRST.indexOf(presence),
      cell: (row) => <NodeMark row={row} />,
      csv: ({ presence }) => NODE_LOOK[presence].word,
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
    ...NODE_COLUMNS.slice(0, 2),
    VOTES_COLUMN,
    ...NODE_COLUMNS.slice(2),
  ]
}
