'use client'

import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { levelIn } from '#components/account/level-in.ts'
import { meQueryOptions } from '#components/account/queries.ts'
import { delegateQueryOptions } from '#components/delegates/queries.ts'
import { SpaceTabs } from '#components/delegates/space-tabs.tsx'
import { delegateLabel } from '#components/delegates/who-link.tsx'
import { Answered } from '#components/ui/answered.tsx'
import { Page } from '#components/ui/page.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { ProfileFacts } from './profile-facts.tsx'
import { ProfileForm } from './profile-form.tsx'
import { profileQueryOptions, wholeProfileQueryOptions } from './queries.ts'

/** Who stands behind this delegate? */
export function ProfilePage({ network, wanted }: { network: string; wanted: string }) {
  const { data: delegate } = useSuspenseQuery(delegateQueryOptions(network, wanted))
  const { data: me } = useQuery(meQueryOptions())
  const name = delegateLabel(delegate)
  const user = me?.user ?? null
  const standing = user === null ? null : levelIn(user, network, delegate.id)
  const mayChange = standing?.works === true
  const shown = useQuery({ ...profileQueryOptions(network, wanted), enabled: me !== undefined })
  const whole = useQuery({ ...wholeProfileQueryOptions(network, wanted), enabled: standing?.sees === true })
  const profile = standing?.sees === true ? whole : shown
  return (
    <Page sentence={`What ${name} says of itself.`}>
      <SpaceTabs network={network} delegate={wanted} />
      <Panel title="Profile">
        <Answered query={profile}>
          {(view) => (
            <ProfileFacts
              profile={view.profile}
              empty={
                mayChange
                  ? 'Nothing yet: say below who you are, and where alerts for you should go.'
                  : `${name} has told nothing of itself here. Its people write the profile once they have claimed it.`
              }
            />
          )}
        </Answered>
      </Panel>
      {mayChange && profile.data !== undefined && (
        <ProfileForm key={profile.data.version} network={network} delegate={wanted} view={profile.data} />
      )}
    </Page>
  )
}
