'use client'

import { type ReactNode, useState } from 'react'
import styles from './slot-grid.module.css'

/** What the slot under a pointer, or with the focus, says of itself. */
function wordsOf(target: EventTarget): string | null {
  const cell = target instanceof Element ? target.closest('[data-state]') : null
  return cell?.getAttribute('aria-label') ?? null
}

/** Many slots with one line below that says who and when; only this line is drawn anew. */
export function SaysSlot({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<string | null>(null)
  const say = (target: EventTarget) => setSaid(wordsOf(target) ?? said)
  return (
    <>
      <div
        className={styles.scroll}
        role="toolbar"
        tabIndex={-1}
        aria-label="Slots of the epoch; arrow keys move"
        onMouseOver={(event) => say(event.target)}
        onFocus={(event) => say(event.target)}
      >
        {children}
      </div>
      <p className={styles.said}>
        {said ?? 'Point at a slot, or walk with the arrow keys: who and when stands here.'}
      </p>
    </>
  )
}
