'use client'

import { Badge, Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Answered } from '#components/ui/answered.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { Fault } from '#components/ui/fault.tsx'
import { WallAge } from '#components/ui/instant.tsx'
import { Empty } from '#components/ui/notice.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import { SecretOnce } from '#components/ui/secret-once.tsx'
import { LEVELS, type Level } from '#lib/auth/actor.ts'
import { InviteIssued, type InviteView } from '#lib/delegates/people-schema.ts'
import { LEVEL_CHOICES } from './level-word.ts'
import { delegatePath, invitesQueryOptions } from './queries.ts'

type Place = { readonly network: string; readonly delegate: string }

/** Invites that still can be used, and a new one: a link that works once. */
export function InvitesPanel({ network, delegate }: Place) {
  const [level, setLevel] = useState<Level>('member')
  const invites = useQuery(invitesQueryOptions(network, delegate))
  const invite = useDeed(
    () => sendJson('POST', `${delegatePath(network, delegate)}/invites`, { level }, InviteIssued),
    [invitesQueryOptions(network, delegate).queryKey],
  )
  const issued = invite.data
  return (
    <Panel title="Invites">
      <p className={rows.text}>
        A link that makes whoever opens it and signs in one of this delegate's people. It works once, for 72
        hours.
      </p>
      <form
        className={rows.form}
        onSubmit={(event) => {
          event.preventDefault()
          invite.mutate()
        }}
      >
        <NativeSelect
          label="Level"
          value={level}
          onChange={(event) => setLevel(LEVELS.find((one) => one === event.currentTarget.value) ?? 'member')}
          data={[...LEVEL_CHOICES]}
        />
        <Button type="submit" loading={invite.isPending}>
          Make an invite
        </Button>
      </form>
      <Fault error={invite.error} />
      {issued !== undefined && (
        <SecretOnce
          what="Invite link"
          secret={`${window.location.origin}/invite#${issued.secret}`}
          done={invite.reset}
        />
      )}
      <Answered query={invites}>
        {(open) =>
          open.length === 0 ? (
            <Empty>No invite is open.</Empty>
          ) : (
            <ul className={rows.rows} aria-label="Open invites">
              {open.map((one) => (
                <OpenInvite key={one.id} network={network} delegate={delegate} invite={one} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Panel>
  )
}

function OpenInvite({ network, delegate, invite }: Place & { invite: InviteView }) {
  const revoke = useDeed(
    () =>
      sendJson('DELETE', `${delegatePath(network, delegate)}/invites/${invite.id}`, undefined, z.unknown()),
    [invitesQueryOptions(network, delegate).queryKey],
  )
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        for a <Badge variant="default">{invite.level}</Badge>
        <div className={rows.dim}>
          by {invite.invitedBy ?? 'somebody whose account is deleted'}, <WallAge at={invite.createdAt} />,
          ends <WallAge at={invite.expiresAt} />
        </div>
      </div>
      <div className={rows.deeds}>
        <Confirm
          label="Take back"
          title="Take this invite back?"
          isBusy={revoke.isPending}
          act={() => revoke.mutate()}
        >
          Its link stops working at once. You can make another.
        </Confirm>
        <Fault error={revoke.error} />
      </div>
    </li>
  )
}
