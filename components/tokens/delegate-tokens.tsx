'use client'

import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { levelIn } from '#components/account/level-in.ts'
import { SignedIn } from '#components/account/signed-in.tsx'
import { delegateQueryOptions } from '#components/delegates/queries.ts'
import { SpaceTabs } from '#components/delegates/space-tabs.tsx'
import { delegateLabel } from '#components/delegates/who-link.tsx'
import { NotOfThem } from '#components/members/not-of-them.tsx'
import { nodesQueryOptions } from '#components/nodes/queries.ts'
import { Page } from '#components/ui/page.tsx'
import { TokensPanel } from './tokens-panel.tsx'

/** What may send for this delegate, and until when? */
export function DelegateTokens({ network, wanted }: { network: string; wanted: string }) {
  const { data: delegate } = useSuspenseQuery(delegateQueryOptions(network, wanted))
  const name = delegateLabel(delegate)
  return (
    <Page sentence={`Tokens of ${name}: whoever holds one acts for it as far as its scopes go.`}>
      <SpaceTabs network={network} delegate={wanted} />
      <SignedIn to={`see the tokens of ${name}`}>
        {(me) => {
          const { works, sees, level } = levelIn(me, network, delegate.id)
          if (!works && (!sees || level === 'viewer'))
            return <NotOfThem network={network} delegate={wanted} name={name} />
          return <Tokens network={network} delegate={wanted} mayChange={works} />
        }}
      </SignedIn>
    </Page>
  )
}

function Tokens(props: { network: string; delegate: string; mayChange: boolean }) {
  const { network, delegate, mayChange } = props
  const { data: nodes = [] } = useQuery(nodesQueryOptions(network, delegate))
  return <TokensPanel place={{ network, delegate }} mayChange={mayChange} nodes={nodes} />
}
