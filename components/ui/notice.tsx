import type { ReactNode } from 'react'
import styles from './notice.module.css'

/** What a view says when it has nothing to show: the sentence, and what to do next. */
export function Notice({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.notice} role="status">
      <h1 className={styles.title}>{title}</h1>
      {children !== undefined && <div className={styles.body}>{children}</div>}
    </div>
  )
}

/** One quiet line inside a box that has no rows. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className={styles.empty}>{children}</p>
}
