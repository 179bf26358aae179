'use client'

import { Anchor, Button } from '@mantine/core'
import Link from 'next/link'
import { SignedIn } from '#components/account/signed-in.tsx'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Fault } from '#components/ui/fault.tsx'
import { Empty } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import rows from '#components/ui/rows.module.css'
import { StateMark } from '#components/ui/state-mark.tsx'
import { useFragment } from '#components/ui/use-fragment.ts'
import { MemberView } from '#lib/delegates/people-schema.ts'
import { LEVEL_SAYS } from './level-word.ts'

/** Whom do I belong to by this link? */
export function AcceptInvite() {
  const [secret, forget] = useFragment('invite')
  const accept = useDeed(async () => {
    const member = await sendJson('POST', '/my/invites', { secret }, MemberView)
    forget()
    return member
  }, [['me'], ['my'], ['members']])
  return (
    <Page sentence="You are invited to act for a delegate.">
      {secret === '' ? (
        <Empty>
          This link is not whole: what follows the # is missing. Copy it again from where you got it.
        </Empty>
      ) : (
        <SignedIn to="take up the invite">
          {(me) =>
            accept.data === undefined ? (
              <>
                <p className={rows.text}>
                  You take it up as {me.name}. The link works once; whoever opens it first has it.
                </p>
                <Button
                  onClick={() => accept.mutate()}
                  loading={accept.isPending}
                  disabled={secret === undefined}
                >
                  Take up the invite
                </Button>
                <Fault error={accept.error} />
              </>
            ) : (
              <Accepted member={accept.data} />
            )
          }
        </SignedIn>
      )}
    </Page>
  )
}

function Accepted({ member }: { member: MemberView }) {
  const { network, delegateId, delegateName, level } = member
  return (
    <p className={rows.text} role="status">
      <StateMark shape="up" tone="good" word="done" />: you are a {level} of{' '}
      <Anchor component={Link} href={`/n/${network}/delegates/${encodeURIComponent(delegateId)}/members`}>
        {delegateName ?? delegateId}
      </Anchor>
      : {LEVEL_SAYS[level]}.
    </p>
  )
}
