'use client'

import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Fault } from '#components/ui/fault.tsx'
import { useInBrowser } from '#components/ui/now.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import { Saved } from '#components/ui/saved.tsx'
import { type MePatch, MeView, THEMES } from '#lib/auth/schema.ts'
import { type Me, meQueryOptions } from './queries.ts'

/** Changes one's own account; pages follow at once. */
export function useAccountChange() {
  return useDeed((patch: MePatch) => sendJson('PATCH', '/me', patch, MeView), [meQueryOptions().queryKey])
}

const THEME_WORDS = { auto: "The system's", light: 'Light', dark: 'Dark' } as const

/** Name, time zone and scheme. */
export function SettingsPanel({ me }: { me: Me }) {
  const [name, setName] = useState(me.name)
  const [timeZone, setTimeZone] = useState(me.timeZone ?? '')
  const [theme, setTheme] = useState(me.theme ?? 'auto')
  const inBrowser = useInBrowser()
  const change = useAccountChange()
  const zones = inBrowser ? Intl.supportedValuesOf('timeZone') : []
  return (
    <Panel title="You">
      <form
        className={rows.form}
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate({ name, timeZone: timeZone === '' ? null : timeZone, theme })
        }}
      >
        <TextInput
          label="Name"
          description="Your colleagues see it, and the audit log."
          required
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label="Time zone"
          description="UTC always stands beside it."
          value={timeZone}
          onChange={(event) => setTimeZone(event.currentTarget.value)}
          data={[
            { value: '', label: "This browser's" },
            ...new Set(['UTC', ...(me.timeZone === null ? [] : [me.timeZone]), ...zones]),
          ]}
        />
        <NativeSelect
          label="Scheme"
          value={theme}
          onChange={(event) => setTheme(THEMES.find((one) => one === event.currentTarget.value) ?? 'auto')}
          data={THEMES.map((value) => ({ value, label: THEME_WORDS[value] }))}
        />
        <Button type="submit" loading={change.isPending}>
          Save
        </Button>
      </form>
      <Saved when={change.isSuccess} />
      <Fault error={change.error} />
    </Panel>
  )
}
