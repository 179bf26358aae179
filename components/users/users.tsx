'use client'

import { Chip, Group } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { NotForYou, SignedIn } from '#components/account/signed-in.tsx'
import { getJson, sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Answered } from '#components/ui/answered.tsx'
import { Fault } from '#components/ui/fault.tsx'
import { shortened } from '#components/ui/format.ts'
import { WallAge } from '#components/ui/instant.tsx'
import { Page } from '#components/ui/page.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import { ROLES } from '#lib/auth/actor.ts'
import { UserView } from '#lib/auth/schema.ts'

const UsersPage = z.looseObject({ items: z.array(UserView), nextCursor: z.string().nullable() })
/** More pages of 200 than there are users. */
const MOST_PAGES = 20

function usersQueryOptions() {
  return queryOptions({
    queryKey: ['users'],
    queryFn: async ({ signal }): Promise<readonly UserView[]> => {
      const found: UserView[] = []
      let after = ''
      for (let page = 0; page < MOST_PAGES; page++) {
        const { items, nextCursor } = await getJson(`/users?limit=200${after}`, UsersPage, signal)
        found.push(...items)
        if (nextCursor === null) break
        after = `&cursor=${encodeURIComponent(nextCursor)}`
      }
      return found
    },
    retry: false,
  })
}

/** Who has an account here, and which role? */
export function Users() {
  return (
    <Page sentence="Everybody who has an account here, and their roles; a change acts on their next request.">
      <SignedIn to="see the users">
        {(me) => (me.roles.includes('admin') ? <UserList self={me.id} /> : <NotForYou who="admins" />)}
      </SignedIn>
    </Page>
  )
}

function UserList({ self }: { self: string }) {
  const users = useQuery(usersQueryOptions())
  return (
    <Panel title="Users">
      <p className={rows.text}>
        Organizers run rehearsals. Staff see every delegate's space and the whole audit log, and approve
        claims by hand. Admins are staff who give roles, too.
      </p>
      <Answered query={users}>
        {(list) => (
          <ul className={rows.rows} aria-label="Users">
            {list.map((user) => (
              <UserRow key={user.id} user={user} isSelf={user.id === self} />
            ))}
          </ul>
        )}
      </Answered>
    </Panel>
  )
}

function UserRow({ user, isSelf }: { user: UserView; isSelf: boolean }) {
  const change = useDeed(
    (roles: readonly string[]) => sendJson('PATCH', `/users/${user.id}`, { roles }, UserView),
    [usersQueryOptions().queryKey, ['me']],
  )
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        <b>{user.name}</b>
        {isSelf && ' (you)'}
        <div className={rows.dim}>
          {user.identities.map(({ kind, subject }) => `${kind} ${shortened(subject, 24, 6)}`).join(', ')},
          here since <WallAge at={user.createdAt} />
        </div>
      </div>
      <div className={rows.deeds}>
        <Chip.Group multiple value={user.roles} onChange={(roles) => change.mutate(roles)}>
          <Group gap={6} role="group" aria-label={`Roles of ${user.name}`}>
            {ROLES.map((role) => (
              <Chip key={role} value={role} size="xs" variant="outline" disabled={change.isPending}>
                {role}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <Fault error={change.error} />
      </div>
    </li>
  )
}
