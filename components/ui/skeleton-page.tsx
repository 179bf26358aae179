import { Skeleton } from '@mantine/core'
import styles from './page.module.css'

/** The shape of a page while its first view loads. */
export function SkeletonPage({ boxes = 1 }: { boxes?: number }) {
  return (
    <div className={styles.page} role="status" aria-label="Loading">
      <Skeleton height={28} width="min(560px, 90%)" />
      <div style={{ display: 'flex', gap: 14, flexWrap: 'wrap' }}>
        {Array.from({ length: boxes }, (_, index) => (
          <Skeleton key={index} height={120} style={{ flex: '1 1 260px' }} />
        ))}
      </div>
      <Skeleton height={420} />
    </div>
  )
}
