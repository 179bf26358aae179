'use client'

import { Button } from '@mantine/core'
import { Copyable } from './copyable.tsx'
import styles from './secret-once.module.css'

/** A secret that is shown this one time; `what` names it. */
export function SecretOnce({ what, secret, done }: { what: string; secret: string; done: () => void }) {
  return (
    <section className={styles.box} aria-label={what} role="status">
      <p>
        <b>{what}.</b> Copy it now: it is shown this once; Rollcall keeps only its hash.
      </p>
      <Copyable text={secret} label={what} whole />
      <p>
        <Button size="xs" variant="default" onClick={done}>
          I have copied it
        </Button>
      </p>
    </section>
  )
}
