'use client'

import { Anchor, Button } from '@mantine/core'
import Link from 'next/link'
import { z } from 'zod'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Fault } from '#components/ui/fault.tsx'
import { Empty } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import rows from '#components/ui/rows.module.css'
import { StateMark } from '#components/ui/state-mark.tsx'
import { useFragment } from '#components/ui/use-fragment.ts'
import { meQueryOptions } from './queries.ts'
import { SignedIn } from './signed-in.tsx'

/** How does a new Rollcall get its admin? */
export function FirstAdmin() {
  const [secret, forget] = useFragment('first-admin')
  const become = useDeed(async () => {
    await sendJson('POST', '/first-admin', { secret }, z.unknown())
    forget()
  }, [meQueryOptions().queryKey])
  return (
    <Page sentence="The first admin of this Rollcall is whoever opens its one-time link.">
      {secret === '' ? (
        <Empty>
          The link stands in the console of `npm start`, works once and for an hour. Without an admin, each
          start prints a new one.
        </Empty>
      ) : (
        <SignedIn to="become its first admin">
          {(me) =>
            become.isSuccess ? (
              <p className={rows.text} role="status">
                <StateMark shape="up" tone="good" word="done" />: you are admin. Next:{' '}
                <Anchor component={Link} href="/users">
                  give others their roles
                </Anchor>
                .
              </p>
            ) : (
              <>
                <p className={rows.text}>
                  You become admin as {me.name}: you give and take roles, and see the whole audit log. Nobody
                  can use this link again.
                </p>
                <Button
                  onClick={() => become.mutate()}
                  loading={become.isPending}
                  disabled={secret === undefined}
                >
                  Become admin
                </Button>
                <Fault error={become.error} />
              </>
            )
          }
        </SignedIn>
      )}
    </Page>
  )
}
