'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import styles from './space-tabs.module.css'

const TABS = [
  { path: '', word: 'Record' },
  { path: '/profile', word: 'Profile' },
  { path: '/nodes', word: 'Machines' },
  { path: '/tokens', word: 'Tokens' },
  { path: '/members', word: 'People' },
  { path: '/claim', word: 'Claim' },
] as const

/** The pages of one delegate: what everybody sees, and the space of its own people. */
export function SpaceTabs({ network, delegate }: { network: string; delegate: string }) {
  const pathname = usePathname()
  const root = `/n/${network}/delegates/${encodeURIComponent(delegate)}`
  return (
    <nav className={styles.tabs} aria-label="This delegate">
      {TABS.map(({ path, word }) => {
        const here =
          path === ''
            ? !TABS.some((tab) => tab.path !== '' && pathname.endsWith(tab.path))
            : pathname.endsWith(path)
        return (
          <Link
            key={word}
            href={root + path}
            prefetch={false}
            className={styles.tab}
            aria-current={here ? 'page' : undefined}
          >
            {word}
          </Link>
        )
      })}
    </nav>
  )
}
