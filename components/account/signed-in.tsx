'use client'

import { Anchor, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { Answered } from '#components/ui/answered.tsx'
import { signInPath } from './next-path.ts'
import { type Me, meQueryOptions } from './queries.ts'

/** What only somebody signed in sees; others are told what they would sign in for, and led back after it. */
export function SignedIn({ to, children }: { to: string; children: (me: Me) => ReactNode }) {
  const pathname = usePathname()
  const me = useQuery(meQueryOptions())
  return (
    <Answered query={me}>
      {({ user }) =>
        user === null ? (
          <div role="status">
            <p>Sign in to {to}.</p>
            <Button component={Link} href={signInPath(pathname)}>
              Sign in
            </Button>
          </div>
        ) : (
          children(user)
        )
      }
    </Answered>
  )
}

/** A page for some roles alone. */
export function NotForYou({ who }: { who: string }) {
  return (
    <p role="status">
      This page is for {who}; an admin gives roles.{' '}
      <Anchor component={Link} href="/my">
        What needs you
      </Anchor>{' '}
      stands on your own page.
    </p>
  )
}
