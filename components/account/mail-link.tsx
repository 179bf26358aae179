'use client'

import { Anchor, Button } from '@mantine/core'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useDeed } from '#components/query/use-deed.ts'
import { Fault } from '#components/ui/fault.tsx'
import { Page } from '#components/ui/page.tsx'
import rows from '#components/ui/rows.module.css'
import { useFragment } from '#components/ui/use-fragment.ts'
import { signInByMailLink } from './next-auth.ts'
import { nextPath } from './next-path.ts'
import { useWelcome } from './use-welcome.ts'

/** Where a mailed link leads. A click signs in, not the opening: what scans mails opens links, too. */
export function MailLink() {
  const [secret, forget] = useFragment('mail-link')
  const welcome = useWelcome(nextPath(useSearchParams().get('next')))
  const enter = useDeed(async () => {
    await signInByMailLink(secret ?? '')
    forget()
    await welcome()
  })
  return (
    <Page sentence="Sign in with the link from your mail.">
      {secret === '' ? (
        <p className={rows.text} role="status">
          This link is not whole: what follows the # is missing. Copy it again from the mail, or{' '}
          <Anchor component={Link} href="/sign-in">
            ask for another
          </Anchor>
          .
        </p>
      ) : (
        <div>
          <Button onClick={() => enter.mutate()} loading={enter.isPending} disabled={secret === undefined}>
            Sign in
          </Button>
        </div>
      )}
      <Fault error={enter.error} />
    </Page>
  )
}
