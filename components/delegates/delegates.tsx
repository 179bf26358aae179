'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { boardQueryOptions } from '#components/board/queries.ts'
import { ProbationMark, VOTES_COLUMN } from '#components/epochs/columns.tsx'
import type { Column } from '#components/table/column.ts'
import { List, type ListFilter } from '#components/table/list.tsx'
import { Copyable } from '#components/ui/copyable.tsx'
import { counted } from '#components/ui/format.ts'
import { Page } from '#components/ui/page.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { BoardView } from '#lib/board/schema.ts'
import type { DelegateView } from '#lib/delegates/schema.ts'
import { delegatesQueryOptions } from './queries.ts'
import { delegateLabel, WhoLink } from './who-link.tsx'

/** A delegate with what it is in the open epoch; null = no candidate. */
type Row = DelegateView & { readonly now: BoardView['delegates'][number] | null }

const FILTERS: readonly ListFilter<Row>[] = [
  { key: 'seated', label: 'With a seat now', holds: ({ now }) => now !== null && now.seat !== null },
  { key: 'candidates', label: 'Candidates', holds: ({ now }) => now !== null },
  { key: 'probation', label: 'On probation', holds: ({ now }) => now?.probation === true },
]

function columnsOf(network: string): Column<Row>[] {
  return [
    {
      key: 'rank',
      head: '#',
      numeric: true,
      sortBy: ({ now }) => now?.rank ?? null,
      cell: ({ now }) => now?.rank ?? '–',
    },
    {
      key: 'delegate',
      head: 'Delegate',
      sortBy: delegateLabel,
      cell: (row) => <WhoLink network={network} who={row} />,
      csv: ({ name, operator }) => name ?? operator,
    },
    {
      key: 'seat',
      head: 'Seat now',
      numeric: true,
      sortBy: ({ now }) => now?.seat ?? null,
      cell: ({ now }) => now?.seat ?? '–',
    },
    {
      key: 'votes',
      head: VOTES_COLUMN.head,
      numeric: true,
      sortBy: ({ now }) => (now === null ? null : BigInt(now.votes)),
      cell: ({ now }) => (now === null ? '–' : VOTES_COLUMN.cell(now)),
    },
    {
      key: 'probation',
      head: 'Probation',
      sortBy: ({ now }) => (now?.probation === true ? now.probationCount : null),
      cell: ({ now }) => now !== null && <ProbationMark row={now} />,
    },
    {
      key: 'operator',
      head: 'Operator',
      sortBy: ({ operator }) => operator,
      cell: (row) => <Copyable text={row.operator} label={`operator of ${delegateLabel(row)}`} />,
    },
    {
      key: 'owner',
      head: 'Owner',
      sortBy: ({ owner }) => owner,
      cell: (row) =>
        row.owner === null ? '–' : <Copyable text={row.owner} label={`owner of ${delegateLabel(row)}`} />,
    },
  ]
}

function sentence(rows: readonly Row[]): string {
  if (rows.length === 0) return 'No delegate is known yet.'
  const candidates = rows.filter(({ now }) => now !== null)
  const seated = candidates.filter(({ now }) => now?.seat !== null).length
  const probation = candidates.filter(({ now }) => now?.probation === true).length
  const nobody = probation === 0 ? 'nobody is' : `${probation} ${probation === 1 ? 'is' : 'are'}`
  return `${counted(rows.length, 'delegate')}: ${candidates.length} are candidates of this epoch, ${seated} hold a seat, ${nobody} on probation.`
}

/** Who are the delegates? */
export function Delegates({ network }: { network: string }) {
  const { data: delegates } = useSuspenseQuery(delegatesQueryOptions(network))
  const { data: board } = useSuspenseQuery(boardQueryOptions(network))
  const now = new Map(board.delegates.map((candidate) => [candidate.operator, candidate]))
  const rows = delegates
    .map((delegate): Row => ({ ...delegate, now: now.get(delegate.operator) ?? null }))
    .sort((a, b) => (a.now?.rank ?? Number.MAX_SAFE_INTEGER) - (b.now?.rank ?? Number.MAX_SAFE_INTEGER))
  return (
    <Page sentence={sentence(rows)}>
      <Panel title="Delegates by rank">
        <List
          name="delegates"
          rows={rows}
          columns={columnsOf(network)}
          rowKey={({ operator, id }) => `${id} ${operator}`}
          textOf={({ name, operator, id, owner, hex }) =>
            [name, operator, id, owner, hex.operator, hex.owner, hex.id].join(' ')
          }
          filters={FILTERS}
          card={(row) => (
            <>
              {row.now?.rank ?? '–'} <WhoLink network={network} who={row} /> · seat {row.now?.seat ?? '–'}{' '}
              {row.now !== null && <ProbationMark row={row.now} />}
              <br />
              <Copyable text={row.operator} label={`operator of ${delegateLabel(row)}`} />
            </>
          )}
          empty="No delegate yet: they stand here with the first epoch's list."
        />
      </Panel>
    </Page>
  )
}
