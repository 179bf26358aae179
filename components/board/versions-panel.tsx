import { counted } from '#components/ui/format.ts'
import { Empty } from '#components/ui/notice.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { BoardView } from '#lib/board/schema.ts'
import styles from './versions-panel.module.css'

/** Which versions the nodes run that somebody sees, and how many seats each has. */
export function VersionsPanel({ board: { versions, quorum } }: { board: BoardView }) {
  const seen = versions.reduce((sum, { seats }) => sum + seats, 0)
  return (
    <Panel title="Versions" aside={`${seen} of ${quorum.seats} seats seen`}>
      {versions.length === 0 ? (
        <Empty>No node has said its version yet.</Empty>
      ) : (
        <ul className={styles.versions}>
          {versions.map(({ version, nodes, seats }) => (
            <li key={version ?? ''}>
              <span className={styles.name}>{version ?? 'not stated'}</span>
              <span className={styles.count}>
                {counted(seats, 'seat')}, {counted(nodes, 'node')}
              </span>
              <span
                className={styles.bar}
                style={{ '--share': `${(100 * seats) / quorum.seats}%` } as React.CSSProperties}
                aria-hidden="true"
              />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
