'use client'

import { IconClock, IconLayoutDashboard, IconPlugConnected, IconUsers } from '@tabler/icons-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import styles from './rail.module.css'

const PLACES = [
  { path: '', word: 'Board', Icon: IconLayoutDashboard, also: null },
  { path: '/epochs', word: 'Epochs', Icon: IconClock, also: '/blocks' },
  { path: '/delegates', word: 'Delegates', Icon: IconUsers, also: null },
  { path: '/endpoints', word: 'Endpoints', Icon: IconPlugConnected, also: null },
] as const

/** Where one can go: at the left, on a phone at the bottom. */
export function Rail({ network }: { network: string }) {
  const pathname = usePathname()
  const root = `/n/${network}`
  return (
    <nav className={styles.rail} aria-label="Pages">
      {PLACES.map(({ path, word, Icon, also }) => {
        const within = path === '' ? pathname === root : pathname.startsWith(root + path)
        const here = within || (also !== null && pathname.startsWith(root + also))
        return (
          <Link
            key={word}
            href={root + path}
            className={styles.place}
            aria-current={here ? 'page' : undefined}
          >
            <Icon size={22} stroke={1.6} aria-hidden="true" />
            {word}
          </Link>
        )
      })}
    </nav>
  )
}
