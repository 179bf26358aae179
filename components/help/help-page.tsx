import Link from 'next/link'
import type { ReactNode } from 'react'
import styles from './help-page.module.css'

/** A page that explains, apart from any network. */
export function HelpPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <header className={styles.top}>
        <Link href="/" className={styles.brand}>
          Rollcall
        </Link>
        <Link href="/" className={styles.back}>
          To the board
        </Link>
      </header>
      <main className={styles.text}>
        <h1>{title}</h1>
        {children}
      </main>
    </>
  )
}
