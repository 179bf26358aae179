'use client'

import { age, utc } from '#components/ui/format.ts'
import { Glyph } from '#components/ui/glyph.tsx'
import { useWallNow } from '#components/ui/now.tsx'
import type { NetworkView } from '#lib/networks/schema.ts'
import { staleness } from '#lib/networks/staleness.ts'
import styles from './stale-banner.module.css'

const WHY = {
  page_unanswered: 'Rollcall does not answer this page; it tries again every 5 s.',
  network_unwatched:
    'Nobody is looking at the network: the process that follows it does not run or is stuck.',
} as const

/** Says when what is shown was last true, as soon as it may be old. Wall time: it is about us, not about the chain. */
export function StaleBanner({ network, answeredAtMs }: { network: NetworkView; answeredAtMs: number }) {
  const wallMs = useWallNow()
  const checkedAtMs = network.checkedAt === null ? null : Date.parse(network.checkedAt)
  const found = staleness({ state: network.state, checkedAtMs, answeredAtMs }, wallMs)
  if (!found.stale) return null
  return (
    <div className={styles.banner} role="alert">
      <Glyph shape="blind" /> <b>Stale:</b> last true {utc(found.sinceMs)} ({age(found.sinceMs, wallMs)}).{' '}
      {WHY[found.reason]}
    </div>
  )
}
