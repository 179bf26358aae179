'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { PersonMenu } from '#components/account/person-menu.tsx'
import frame from './frame.module.css'
import styles from './plain-frame.module.css'
import { SchemeToggle } from './scheme-toggle.tsx'

/** What surrounds a page that is about people rather than one network. */
export function PlainFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <a href="#main" className={frame.skip}>
        Skip to the page
      </a>
      <header className={styles.top}>
        <Link href="/" className={styles.brand}>
          Rollcall
        </Link>
        <Link href="/" className={styles.board}>
          Board
        </Link>
        <span className={styles.person}>
          <PersonMenu />
          <SchemeToggle />
        </span>
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
    </>
  )
}
