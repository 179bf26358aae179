'use client'

import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { delegatePath } from '#components/members/queries.ts'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Fault } from '#components/ui/fault.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import { Saved } from '#components/ui/saved.tsx'
import { PARTS, type Profile, ProfileView } from '#lib/delegates/profile.ts'
import { LogoField } from './logo-field.tsx'
import { linesOf, linksIn } from './profile-links.ts'
import { profileQueryOptions } from './queries.ts'

const PART_WORDS = {
  logo: 'Logo',
  about: 'About',
  links: 'Links',
  location: 'Location',
  contact: 'Contact for alerts',
} as const

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text
}

/** A new version of what a delegate says of itself; what is not marked public its people and staff alone see. */
export function ProfileForm(props: { network: string; delegate: string; view: ProfileView }) {
  const { network, delegate, view } = props
  const [profile, setProfile] = useState(view.profile)
  const [links, setLinks] = useState(linesOf(view.profile.links))
  const save = useDeed(() => {
    const body = { version: view.version, profile: { ...profile, links: linksIn(links) } }
    return sendJson('PUT', `${delegatePath(network, delegate)}/profile`, body, ProfileView)
  }, [profileQueryOptions(network, delegate).queryKey])
  function change(part: Partial<Profile>): void {
    setProfile((all) => ({ ...all, ...part }))
  }
  return (
    <Panel title={view.version === 0 ? 'Write the profile' : `Change the profile (version ${view.version})`}>
      <form
        className={rows.form}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <LogoField logo={profile.logo} change={(logo) => change({ logo })} />
        <Textarea
          label="About"
          description="Markdown; HTML in it is left out"
          maxLength={5000}
          autosize
          minRows={4}
          value={profile.about ?? ''}
          onChange={(event) => change({ about: textOrNull(event.currentTarget.value) })}
        />
        <Textarea
          label="Links"
          description="One a line: a word for it, then its http(s) address"
          autosize
          minRows={2}
          value={links}
          onChange={(event) => setLinks(event.currentTarget.value)}
        />
        <TextInput
          label="Location"
          maxLength={120}
          value={profile.location ?? ''}
          onChange={(event) => change({ location: textOrNull(event.currentTarget.value) })}
        />
        <TextInput
          label="Contact for alerts"
          maxLength={300}
          value={profile.contact ?? ''}
          onChange={(event) => change({ contact: textOrNull(event.currentTarget.value) })}
        />
        <Checkbox.Group
          label="What everybody sees"
          value={[...profile.public]}
          onChange={(chosen) => change({ public: PARTS.filter((part) => chosen.includes(part)) })}
        >
          {PARTS.map((part) => (
            <Checkbox key={part} value={part} label={PART_WORDS[part]} mt={6} />
          ))}
        </Checkbox.Group>
        <Button type="submit" loading={save.isPending}>
          Save
        </Button>
      </form>
      <Saved when={save.isSuccess} />
      <Fault error={save.error} />
    </Panel>
  )
}
