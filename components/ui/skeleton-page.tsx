import { Skeleton } from '@mantine/core'
import styles from './page.module.css'

function boxNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `box ${index}`)
}

/** The shape of a page while its first view loads. */
export function SkeletonPage({ boxes = 1 }: { boxes?: number }) {
  return (
    <div className={styles.page} role="status" aria-label="Loading">
      <Skeleton height={28} width="min(560px, 90%)" />
      <div style={{ display: 'flex', gap: 14, flexWrap: 'wrap' }}>
        {boxNames(boxes).map((name) => (
          <Skeleton key={name} height={120} style={{ flex: '1 1 260px' }} />
        ))}
      </div>
      <Skeleton height={420} />
    </div>
  )
}
