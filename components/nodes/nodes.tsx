'use client'

import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { levelIn } from '#components/account/level-in.ts'
import { SignedIn } from '#components/account/signed-in.tsx'
import { delegateQueryOptions } from '#components/delegates/queries.ts'
import { SpaceTabs } from '#components/delegates/space-tabs.tsx'
import { delegateLabel } from '#components/delegates/who-link.tsx'
import { NotOfThem } from '#components/members/not-of-them.tsx'
import { Answered } from '#components/ui/answered.tsx'
import { Empty } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import { NewNode } from './new-node.tsx'
import { NodeRow } from './node-row.tsx'
import { nodesQueryOptions } from './queries.ts'

/** Which machines run for this delegate, and are they what they should be? */
export function Nodes({ network, wanted }: { network: string; wanted: string }) {
  const { data: delegate } = useSuspenseQuery(delegateQueryOptions(network, wanted))
  const name = delegateLabel(delegate)
  return (
    <Page sentence={`The machines of ${name}; who is none of its people sees nothing of them.`}>
      <SpaceTabs network={network} delegate={wanted} />
      <SignedIn to={`see the machines of ${name}`}>
        {(me) => {
          const mine = levelIn(me, network, delegate.id)
          if (!mine.sees) return <NotOfThem network={network} delegate={wanted} name={name} />
          return (
            <Registry
              network={network}
              delegate={wanted}
              mayChange={mine.works}
              operator={delegate.operator}
            />
          )
        }}
      </SignedIn>
    </Page>
  )
}

type Props = { network: string; delegate: string; mayChange: boolean; operator: string }

function Registry({ network, delegate, mayChange, operator }: Props) {
  const nodes = useQuery(nodesQueryOptions(network, delegate))
  return (
    <>
      <Panel title="Machines">
        <Answered query={nodes}>
          {(list) =>
            list.length === 0 ? (
              <Empty>
                No machine yet. Register the one that signs blocks first, then its standby; what answers is
                tested at once.
              </Empty>
            ) : (
              <ul className={rows.rows} aria-label="Machines">
                {list.map((node) => (
                  <NodeRow
                    key={node.id}
                    network={network}
                    delegate={delegate}
                    node={node}
                    mayChange={mayChange}
                  />
                ))}
              </ul>
            )
          }
        </Answered>
      </Panel>
      {mayChange && <NewNode network={network} delegate={delegate} operator={operator} />}
    </>
  )
}
