'use client'

import type { ReactNode } from 'react'
import { useInBrowser } from './now.tsx'
import styles from './page.module.css'

/** A page: its first line answers the page's question in one sentence. */
export function Page({
  sentence,
  facts,
  children,
}: {
  sentence: ReactNode
  facts?: ReactNode
  children: ReactNode
}) {
  return (
    <div className={styles.page} data-live={useInBrowser()}>
      <div className={styles.head}>
        <h1 className={styles.sentence}>{sentence}</h1>
        {facts !== undefined && <div className={styles.facts}>{facts}</div>}
      </div>
      {children}
    </div>
  )
}
