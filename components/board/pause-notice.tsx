'use client'

import { Glyph } from '#components/ui/glyph.tsx'
import { Instant } from '#components/ui/instant.tsx'
import type { PauseView } from '#lib/networks/schema.ts'
import styles from './pause-notice.module.css'

/** Says that the network is paused on purpose, until when and why. */
export function PauseNotice({ pause }: { pause: PauseView }) {
  return (
    <div className={styles.pause} role="status">
      <Glyph shape="paused" /> <b>Declared pause</b> since <Instant at={pause.from} />,{' '}
      {pause.until === null ? (
        'until it is ended'
      ) : (
        <>
          until <Instant at={pause.until} />
        </>
      )}
      : {pause.why}
      <span className={styles.rule}> Lost rounds in it are the network's; no delegate is blamed.</span>
    </div>
  )
}
