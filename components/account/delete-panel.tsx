'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { z } from 'zod'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Confirm } from '#components/ui/confirm.tsx'
import { Fault } from '#components/ui/fault.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'

/** Takes the account away. */
export function DeletePanel() {
  const client = useQueryClient()
  const router = useRouter()
  const remove = useDeed(async () => {
    await sendJson('DELETE', '/me', { confirm: 'delete my account' }, z.unknown())
    client.clear()
    router.push('/')
    router.refresh()
  })
  return (
    <Panel title="Delete my account">
      <p className={rows.text}>
        Your name, sign-ins, contact points, sessions and memberships are taken away, and your tokens stop
        working. What you did stays in the audit log, under a number instead of your name. While you are the
        only manager of a delegate, hand that over first.
      </p>
      <Confirm
        label="Delete my account"
        title="Delete your account?"
        isBusy={remove.isPending}
        act={() => remove.mutate()}
      >
        This cannot be undone. Signing in again makes a new, empty account.
      </Confirm>
      <Fault error={remove.error} />
    </Panel>
  )
}
