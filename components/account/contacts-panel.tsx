'use client'

import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Fault } from '#components/ui/fault.tsx'
import { Empty } from '#components/ui/notice.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import { Contact } from '#lib/auth/schema.ts'
import type { Me } from './queries.ts'
import { useAccountChange } from './settings-panel.tsx'

const KINDS = Contact.shape.kind.options
const KIND_WORDS = { mail: 'Mail', telegram: 'Telegram', phone: 'Phone', other: 'Other' } as const

/** Where somebody wants to be told of things. */
export function ContactsPanel({ me }: { me: Me }) {
  const [kind, setKind] = useState<Contact['kind']>('mail')
  const [value, setValue] = useState('')
  const change = useAccountChange()
  return (
    <Panel title="Contact points">
      {me.contacts.length === 0 && (
        <Empty>None yet: name one, and alerts can reach you when you do not look at a page.</Empty>
      )}
      <ul className={rows.rows} aria-label="Contact points">
        {me.contacts.map((contact) => (
          <li key={`${contact.kind} ${contact.value}`} className={rows.row}>
            <span className={rows.what}>
              {KIND_WORDS[contact.kind]}: {contact.value}
            </span>
            <Button
              size="xs"
              variant="default"
              aria-label={`Remove ${contact.value}`}
              disabled={change.isPending}
              onClick={() => change.mutate({ contacts: me.contacts.filter((one) => one !== contact) })}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <form
        className={rows.form}
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate({ contacts: [...me.contacts, { kind, value }] }, { onSuccess: () => setValue('') })
        }}
      >
        <NativeSelect
          label="Kind"
          value={kind}
          onChange={(event) => setKind(KINDS.find((one) => one === event.currentTarget.value) ?? 'mail')}
          data={KINDS.map((one) => ({ value: one, label: KIND_WORDS[one] }))}
        />
        <TextInput
          label="Address or number"
          required
          maxLength={200}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={change.isPending}>
          Add
        </Button>
      </form>
      <Fault error={change.error} />
    </Panel>
  )
}
