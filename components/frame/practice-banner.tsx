import { Anchor } from '@mantine/core'
import Link from 'next/link'
import styles from './practice-banner.module.css'

/** Says that nothing here is real, what may be done to it, and how to follow a network that is. */
export function PracticeBanner() {
  return (
    <aside className={styles.banner} aria-label="Practice network">
      <b>Practice network.</b> Its nodes are simulated and may be broken on purpose (
      <code>npm run devnet -- story list</code>).{' '}
      <Anchor component={Link} href="/help/real-network">
        Follow a real network
      </Anchor>
    </aside>
  )
}
