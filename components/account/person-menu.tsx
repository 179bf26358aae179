'use client'

import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconUserCircle } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import { useDeed } from '#components/query/use-deed.ts'
import { signOut } from './next-auth.ts'
import { signInPath } from './next-path.ts'
import styles from './person-menu.module.css'
import { Preferences } from './preferences.tsx'
import { type Me, meQueryOptions } from './queries.ts'

/** Who is signed in, and where their own pages are; or the way to sign in. */
export function PersonMenu() {
  const pathname = usePathname()
  const { data } = useQuery(meQueryOptions())
  if (data === undefined) return <span className={styles.person} />
  const me = data.user
  if (me === null)
    return (
      <Link href={pathname === '/sign-in' ? '/sign-in' : signInPath(pathname)} className={styles.person}>
        <IconUserCircle size={20} stroke={1.6} aria-hidden="true" />
        <span className={styles.word}>Sign in</span>
      </Link>
    )
  return (
    <>
      <Preferences me={me} />
      <OwnMenu me={me} />
    </>
  )
}

function OwnMenu({ me }: { me: Me }) {
  const router = useRouter()
  const client = useQueryClient()
  const leave = useDeed(async () => {
    await signOut()
    client.clear()
    router.push('/')
    router.refresh()
  })
  const isStaff = me.roles.includes('staff') || me.roles.includes('admin')
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton className={styles.person}>
          <VisuallyHidden>Menu of </VisuallyHidden>
          <IconUserCircle size={20} stroke={1.6} aria-hidden="true" />
          <span className={styles.word}>{me.name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} href="/my">
          What needs me
        </Menu.Item>
        <Menu.Item component={Link} href="/account">
          Account
        </Menu.Item>
        <Menu.Item component={Link} href="/audit">
          Audit
        </Menu.Item>
        {me.roles.includes('admin') && (
          <Menu.Item component={Link} href="/users">
            Users
          </Menu.Item>
        )}
        {isStaff && <Menu.Label>{me.roles.join(', ')}</Menu.Label>}
        <Menu.Divider />
        <Menu.Item onClick={() => leave.mutate()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
