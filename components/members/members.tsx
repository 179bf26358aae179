'use client'

import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { levelIn } from '#components/account/level-in.ts'
import type { Me } from '#components/account/queries.ts'
import { SignedIn } from '#components/account/signed-in.tsx'
import { ApprovePanel } from '#components/claims/approve-panel.tsx'
import { delegateQueryOptions } from '#components/delegates/queries.ts'
import { SpaceTabs } from '#components/delegates/space-tabs.tsx'
import { delegateLabel } from '#components/delegates/who-link.tsx'
import { Answered } from '#components/ui/answered.tsx'
import { Page } from '#components/ui/page.tsx'
import type { DelegateDetailView } from '#lib/delegates/schema.ts'
import { InvitesPanel } from './invites-panel.tsx'
import { MembersPanel } from './members-panel.tsx'
import { NotOfThem } from './not-of-them.tsx'
import { membersQueryOptions } from './queries.ts'

/** Who may act for this delegate? */
export function Members({ network, wanted }: { network: string; wanted: string }) {
  const { data: delegate } = useSuspenseQuery(delegateQueryOptions(network, wanted))
  const name = delegateLabel(delegate)
  return (
    <Page sentence={`The people of ${name}: who may act for it here, and by what right.`}>
      <SpaceTabs network={network} delegate={wanted} />
      <SignedIn to={`see the people of ${name}`}>
        {(me) => <People network={network} wanted={wanted} delegate={delegate} me={me} />}
      </SignedIn>
    </Page>
  )
}

type Props = { network: string; wanted: string; delegate: DelegateDetailView; me: Me }

function People({ network, wanted, delegate, me }: Props) {
  const { sees, manages } = levelIn(me, network, delegate.id)
  const isStaff = me.roles.includes('staff') || me.roles.includes('admin')
  const members = useQuery({ ...membersQueryOptions(network, wanted), enabled: sees })
  if (!sees) return <NotOfThem network={network} delegate={wanted} name={delegateLabel(delegate)} />
  return (
    <>
      <Answered query={members}>
        {(list) => (
          <MembersPanel network={network} delegate={wanted} members={list} mayChange={manages} self={me.id} />
        )}
      </Answered>
      {manages && <InvitesPanel network={network} delegate={wanted} />}
      {isStaff && <ApprovePanel network={network} delegate={wanted} />}
    </>
  )
}
