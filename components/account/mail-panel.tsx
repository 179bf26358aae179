'use client'

import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Fault } from '#components/ui/fault.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import { SentView } from '#lib/auth/schema.ts'

/** Signs in by a link that is sent to a mail address. */
export function MailPanel({ next }: { next: string }) {
  const [address, setAddress] = useState('')
  const send = useDeed(() => sendJson('POST', '/sign-in/mail', { address: address.trim(), next }, SentView))
  return (
    <Panel title="Mail">
      <form
        className={rows.form}
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate()
        }}
      >
        <TextInput
          type="email"
          autoComplete="email"
          label="Your mail address"
          required
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={send.isPending}>
          Send me a link
        </Button>
      </form>
      <div role="status">
        {send.isSuccess && (
          <p className={rows.text}>
            A link is on its way. It works once; open it in this browser. Nothing came after a few minutes?
            Look in the spam, then ask again.
          </p>
        )}
      </div>
      <Fault error={send.error} />
    </Panel>
  )
}
