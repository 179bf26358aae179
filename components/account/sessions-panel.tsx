'use client'

import { Badge, Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { z } from 'zod'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Answered } from '#components/ui/answered.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { Fault } from '#components/ui/fault.tsx'
import { WallAge } from '#components/ui/instant.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import type { SessionView } from '#lib/auth/schema.ts'
import { sessionsQueryOptions } from './queries.ts'

const METHOD_WORDS = { wallet: 'by wallet', oidc: 'by provider', mail: 'by mail link' } as const

/** Where somebody is signed in, and how to end that. */
export function SessionsPanel() {
  const client = useQueryClient()
  const router = useRouter()
  const sessions = useQuery(sessionsQueryOptions())
  const endAll = useDeed(async () => {
    await sendJson('DELETE', '/sessions', undefined, z.unknown())
    client.clear()
    router.push('/sign-in')
    router.refresh()
  })
  return (
    <Panel
      title="Where you are signed in"
      aside={
        <Confirm
          label="Sign out everywhere"
          title="Sign out everywhere?"
          isBusy={endAll.isPending}
          act={() => endAll.mutate()}
        >
          Every session of yours ends at once, this one too. Tokens go on working.
        </Confirm>
      }
    >
      <p className={rows.text}>A session ends after 12 h without use, and 7 days after it began.</p>
      <Answered query={sessions}>
        {(list) => (
          <ul className={rows.rows} aria-label="Sessions">
            {list.map((session) => (
              <Session key={session.id} session={session} />
            ))}
          </ul>
        )}
      </Answered>
      <Fault error={endAll.error} />
    </Panel>
  )
}

function Session({ session }: { session: SessionView }) {
  const { id, current, method, userAgent, address, createdAt, lastSeenAt } = session
  const end = useDeed(
    () => sendJson('DELETE', `/sessions/${id}`, undefined, z.unknown()),
    [sessionsQueryOptions().queryKey],
  )
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        {userAgent === '' ? 'Something that does not say what it is' : userAgent}{' '}
        {current && <Badge variant="default">this one</Badge>}
        <div className={rows.dim}>
          {METHOD_WORDS[method]} from {address}, begun <WallAge at={createdAt} />, last used{' '}
          <WallAge at={lastSeenAt} />
        </div>
      </div>
      {!current && (
        <div className={rows.deeds}>
          <Button size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate()}>
            End
          </Button>
          <Fault error={end.error} />
        </div>
      )}
    </li>
  )
}
