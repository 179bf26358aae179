'use client'

import { useQuery } from '@tanstack/react-query'
import { Answered } from '#components/ui/answered.tsx'
import { Empty } from '#components/ui/notice.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import { NewToken, type NodeChoice } from './new-token.tsx'
import { type TokenPlace, tokensQueryOptions } from './queries.ts'
import { TokenRow } from './token-row.tsx'

type Props = {
  readonly place?: TokenPlace
  readonly mayChange?: boolean
  /** Machines that a token can be for. */
  readonly nodes?: readonly NodeChoice[]
}

/** Tokens of a delegate, or one's own: who holds them writes and reads as far as their scopes go. */
export function TokensPanel({ place = null, mayChange = true, nodes = [] }: Props) {
  const tokens = useQuery(tokensQueryOptions(place))
  return (
    <Panel title={place === null ? 'Tokens you made' : 'Tokens'}>
      <Answered query={tokens}>
        {(list) =>
          list.length === 0 ? (
            <Empty>
              {place === null
                ? 'You made no token yet: they are made on the page of a delegate.'
                : 'No token yet: an agent needs one to send heartbeats, Prometheus to send metrics.'}
            </Empty>
          ) : (
            <ul className={rows.rows} aria-label="Tokens">
              {list.map((token) => (
                <TokenRow key={token.id} place={place} token={token} nodes={nodes} mayChange={mayChange} />
              ))}
            </ul>
          )
        }
      </Answered>
      {mayChange && place !== null && <NewToken place={place} nodes={nodes} />}
    </Panel>
  )
}
