'use client'

import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { LEVEL_CHOICES } from '#components/members/level-word.ts'
import { delegatePath, membersQueryOptions } from '#components/members/queries.ts'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Fault } from '#components/ui/fault.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import { Saved } from '#components/ui/saved.tsx'
import { LEVELS, type Level } from '#lib/auth/actor.ts'
import { MemberView } from '#lib/delegates/people-schema.ts'

/** Staff give somebody a level without a signature; shown as such, and audited. */
export function ApprovePanel({ network, delegate }: { network: string; delegate: string }) {
  const [userId, setUserId] = useState('')
  const [level, setLevel] = useState<Level>('manager')
  const approve = useDeed(
    () =>
      sendJson(
        'POST',
        `${delegatePath(network, delegate)}/claims/approve`,
        { userId: userId.trim(), level },
        MemberView,
      ),
    [membersQueryOptions(network, delegate).queryKey],
  )
  return (
    <Panel title="Approve a claim by hand">
      <p className={rows.text}>
        For staff, when a key is lost: make sure by other ways who asks. Everybody here sees that it was
        approved by hand, and the audit log keeps who did it.
      </p>
      <form
        className={rows.form}
        onSubmit={(event) => {
          event.preventDefault()
          approve.mutate(undefined, { onSuccess: () => setUserId('') })
        }}
      >
        <TextInput
          label="Number of the account"
          description="It stands on the person's account page"
          required
          value={userId}
          onChange={(event) => setUserId(event.currentTarget.value)}
        />
        <NativeSelect
          label="Level"
          value={level}
          onChange={(event) => setLevel(LEVELS.find((one) => one === event.currentTarget.value) ?? level)}
          data={[...LEVEL_CHOICES]}
        />
        <Button type="submit" variant="default" loading={approve.isPending}>
          Approve
        </Button>
      </form>
      <Saved when={approve.isSuccess} word="approved" />
      <Fault error={approve.error} />
    </Panel>
  )
}
