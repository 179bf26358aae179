'use client'

import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Fault } from '#components/ui/fault.tsx'
import rows from '#components/ui/rows.module.css'
import { KIND_CHOICES, type NodeDraft, PLACE_FIELDS } from './schema.ts'

type Props = {
  readonly draft: NodeDraft
  readonly word: string
  readonly isBusy: boolean
  readonly error: unknown
  readonly send: (draft: NodeDraft) => void
}

/** A machine as its people describe it. */
export function NodeForm({ draft, word, isBusy, error, send }: Props) {
  const [name, setName] = useState(draft.name)
  const [kind, setKind] = useState(draft.kind)
  const [operators, setOperators] = useState(draft.operators.join('\n'))
  const [addresses, setAddresses] = useState(draft.addresses)
  return (
    <form
      className={rows.form}
      onSubmit={(event) => {
        event.preventDefault()
        send({ name, kind, operators: operators.split(/[\s,]+/).filter((one) => one !== ''), addresses })
      }}
    >
      <TextInput
        label="Name"
        description="As you call it among yourselves"
        required
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label="Kind"
        value={kind}
        onChange={(event) =>
          setKind(KIND_CHOICES.find(({ value }) => value === event.currentTarget.value)?.value ?? kind)
        }
        data={[...KIND_CHOICES]}
      />
      <Textarea
        label="Operator addresses whose keys lie on it"
        description="io1 or 0x, one a line. Addresses, never keys."
        autosize
        minRows={1}
        value={operators}
        onChange={(event) => setOperators(event.currentTarget.value)}
      />
      {PLACE_FIELDS.map(({ key, label, hint }) => (
        <TextInput
          key={key}
          label={label}
          description={hint}
          maxLength={300}
          value={addresses[key] ?? ''}
          onChange={(event) => {
            const text = event.currentTarget.value.trim()
            setAddresses((all) => ({ ...all, [key]: text === '' ? null : text }))
          }}
        />
      ))}
      <Checkbox
        label="gRPC is spoken over TLS"
        checked={addresses.tls}
        onChange={(event) => {
          const tls = event.currentTarget.checked
          setAddresses((all) => ({ ...all, tls }))
        }}
      />
      <Button type="submit" loading={isBusy}>
        {word}
      </Button>
      <Fault error={error} />
    </form>
  )
}
