'use client'

import { ActionIcon, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import styles from './copyable.module.css'
import { shortened } from './format.ts'

/** A long text in monospace, shortened in the middle, whole on hover, one click to copy. */
export function Copyable({ text, label, whole = false }: { text: string; label: string; whole?: boolean }) {
  return (
    <span className={styles.copyable}>
      <span className={whole ? styles.whole : styles.text} title={text}>
        {whole ? text : shortened(text)}
      </span>
      <CopyButton value={text} timeout={1500}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            size="sm"
            color="gray"
            onClick={copy}
            aria-label={copied ? `Copied ${label}` : `Copy ${label}`}
            title={copied ? 'Copied' : `Copy ${label}`}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        )}
      </CopyButton>
    </span>
  )
}
