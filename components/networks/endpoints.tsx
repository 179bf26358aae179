'use client'

import { Anchor } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { Column } from '#components/table/column.ts'
import { List } from '#components/table/list.tsx'
import { Copyable } from '#components/ui/copyable.tsx'
import { counted, grouped } from '#components/ui/format.ts'
import { WallAge } from '#components/ui/instant.tsx'
import { Page } from '#components/ui/page.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import type { EndpointView } from '#lib/networks/schema.ts'
import { endpointsQueryOptions } from './queries.ts'
import { useNetwork } from './use-network.ts'
import { verdictLook } from './verdict.ts'

type Row = EndpointView

const COLUMNS: readonly Column<Row>[] = [
  { key: 'name', head: 'Endpoint', sortBy: ({ name }) => name, cell: ({ name }) => name },
  {
    key: 'verdict',
    head: 'Verdict',
    sortBy: ({ verdict }) => verdict,
    cell: ({ verdict, detail }) => <StateMark {...verdictLook(verdict)} title={detail ?? verdict} />,
  },
  {
    key: 'height',
    head: 'Height',
    numeric: true,
    sortBy: ({ height }) => height,
    cell: ({ height }) => (height === null ? '–' : grouped(height)),
  },
  {
    key: 'lag',
    head: 'Lag, blocks',
    hint: "Behind the network's tip",
    numeric: true,
    sortBy: ({ lag }) => lag,
    cell: ({ lag }) => (lag === null ? '–' : grouped(lag)),
  },
  {
    key: 'answered',
    head: 'Last answer',
    numeric: true,
    sortBy: ({ answeredAt }) => answeredAt,
    cell: ({ answeredAt }) => (answeredAt === null ? 'never' : <WallAge at={answeredAt} />),
  },
  {
    key: 'version',
    head: 'Version',
    sortBy: ({ version }) => version,
    cell: ({ version }) => version ?? 'not stated',
  },
  {
    key: 'gateway',
    head: 'Streamed',
    hint: 'Only a declared gateway may be streamed from: a stream can hold up a producing node',
    sortBy: ({ gateway }) => (gateway ? 1 : 0),
    cell: ({ gateway }) => (gateway ? 'gateway' : 'polled only'),
    csv: ({ gateway }) => (gateway ? 'yes' : 'no'),
  },
  {
    key: 'grpc',
    head: 'gRPC',
    sortBy: ({ grpc }) => grpc,
    cell: ({ grpc, name }) =>
      grpc === null ? '–' : <Copyable text={grpc} label={`gRPC address of ${name}`} whole />,
  },
]

function sentence(rows: readonly Row[]): string {
  if (rows.length === 0) return 'No endpoint is configured for this network.'
  const lying = rows.filter(({ verdict }) => verdict === 'lying').length
  const ok = rows.filter(({ verdict }) => verdict === 'ok').length
  const lied = lying === 0 ? 'none was caught giving false blocks' : `${lying} caught giving false blocks`
  return `${ok} of ${counted(rows.length, 'endpoint')} ${ok === 1 || rows.length === 1 ? 'is' : 'are'} ok; ${lied}.`
}

/** Leads to the block only where an honest one is stored. */
function ProofHeight({ network: id, height }: { network: string; height: number }) {
  const tip = useNetwork(id).network?.tip ?? null
  if (tip === null || tip.height < height) return <>{grouped(height)}</>
  return (
    <Anchor component={Link} href={`/n/${id}/blocks/${height}`} prefetch={false}>
      {grouped(height)}
    </Anchor>
  )
}

/** What is wrong with an endpoint, in words and with the proof. */
function Findings({ network, row }: { network: string; row: Row }) {
  const { name, proof, conflict, detail, verdict } = row
  return (
    <li>
      <StateMark {...verdictLook(verdict)} /> <b>{name}</b>
      {detail !== null && proof === null && <>: {detail}</>}
      {proof !== null && (
        <>
          <br />
          At block <ProofHeight network={network} height={proof.height} /> the check{' '}
          <b>{proof.check.replaceAll('_', ' ')}</b> failed, <WallAge at={proof.at} />.
          <br />
          expected <Copyable text={proof.expected} label="expected value" whole />
          <br />
          got <Copyable text={proof.got} label="value it gave" whole />
        </>
      )}
      {conflict !== null && (
        <>
          <br />
          Its own seats of{' '}
          <Anchor component={Link} href={`/n/${network}/epochs/${conflict.epoch}`} prefetch={false}>
            epoch {grouped(conflict.epoch)}
          </Anchor>{' '}
          differ from ours: {conflict.detail}
        </>
      )}
    </li>
  )
}

/** Whom do we ask, and can they be trusted? */
export function Endpoints({ network }: { network: string }) {
  const { data: endpoints } = useSuspenseQuery(endpointsQueryOptions(network))
  const wrong = endpoints.filter(
    ({ proof, conflict, detail }) => proof !== null || conflict !== null || detail !== null,
  )
  return (
    <Page sentence={sentence(endpoints)}>
      {wrong.length > 0 && (
        <Panel title="What is wrong">
          <ul style={{ margin: 0, paddingLeft: 18, overflowWrap: 'anywhere' }}>
            {wrong.map((row) => (
              <Findings key={row.name} network={network} row={row} />
            ))}
          </ul>
        </Panel>
      )}
      <Panel title="Endpoints">
        <List
          name="endpoints"
          rows={endpoints}
          columns={COLUMNS}
          rowKey={({ name }) => name}
          textOf={({ name, verdict, grpc, version }) => `${name} ${verdict} ${grpc} ${version}`}
          card={({ name, verdict, height, lag, answeredAt }) => (
            <>
              <b>{name}</b> · <StateMark {...verdictLook(verdict)} />
              <br />
              {height === null
                ? 'no height'
                : `block ${grouped(height)}, ${counted(lag ?? 0, 'block')} behind`}{' '}
              · last answer {answeredAt === null ? 'never' : <WallAge at={answeredAt} />}
            </>
          )}
          empty="No endpoint is configured: name some in networks.yaml."
        />
      </Panel>
    </Page>
  )
}
