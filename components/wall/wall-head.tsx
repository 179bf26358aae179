'use client'

import { useFullscreenDocument } from '@mantine/hooks'
import { IconArrowLeft, IconMaximize, IconMinimize, IconMoon, IconSun } from '@tabler/icons-react'
import Link from 'next/link'
import { KIND_WORD } from '#components/networks/kind-word.ts'
import { useNetworkNow } from '#components/networks/network-clock.tsx'
import { utc, zoned, zoneName } from '#components/ui/format.ts'
import { useInBrowser } from '#components/ui/now.tsx'
import type { NetworkView } from '#lib/networks/schema.ts'
import styles from './wall-head.module.css'

function WallClock() {
  const nowMs = useNetworkNow()
  const inBrowser = useInBrowser()
  return (
    <p className={styles.clock}>
      {(inBrowser ? zoned(nowMs) : utc(nowMs)).slice(11, 19)}{' '}
      <span className={styles.zone}>{inBrowser ? zoneName() : 'UTC'}</span>
    </p>
  )
}

function FullscreenButton() {
  const { fullscreen, toggle } = useFullscreenDocument()
  const label = fullscreen ? 'Leave full screen' : 'Full screen'
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={label}
      title={label}
      onClick={() => void toggle()}
    >
      {fullscreen ? <IconMinimize aria-hidden="true" /> : <IconMaximize aria-hidden="true" />}
    </button>
  )
}

/** Which network, what time it is there, and the few things one may do with a wall. */
export function WallHead(props: { network: NetworkView; scheme: 'dark' | 'light'; onScheme: () => void }) {
  const { network, scheme, onScheme } = props
  const kind = KIND_WORD[network.kind]
  const other = scheme === 'dark' ? 'light' : 'dark'
  return (
    <header className={styles.head}>
      <p className={styles.name}>
        {network.name}{' '}
        {kind !== null && network.kind !== 'practice' && <span className={styles.kind}>{kind}</span>}
      </p>
      {network.kind === 'practice' && (
        <aside className={styles.practice} aria-label="Practice network">
          simulated, not real:{' '}
          <Link href="/help/real-network" prefetch={false}>
            follow a real network
          </Link>
        </aside>
      )}
      <WallClock />
      <div className={styles.tools}>
        <Link
          href={`/n/${network.id}`}
          prefetch={false}
          className={styles.tool}
          aria-label="Back to the board"
          title="Back to the board"
        >
          <IconArrowLeft aria-hidden="true" />
        </Link>
        <button
          type="button"
          className={styles.tool}
          aria-label={`Use the ${other} scheme`}
          title={`Use the ${other} scheme`}
          onClick={onScheme}
        >
          {other === 'dark' ? <IconMoon aria-hidden="true" /> : <IconSun aria-hidden="true" />}
        </button>
        <FullscreenButton />
      </div>
    </header>
  )
}
