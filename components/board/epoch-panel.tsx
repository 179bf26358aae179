'use client'

import { Anchor, Progress } from '@mantine/core'
import Link from 'next/link'
import { useNetworkNow } from '#components/networks/network-clock.tsx'
import { counted, grouped } from '#components/ui/format.ts'
import { Empty } from '#components/ui/notice.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { BoardView } from '#lib/board/schema.ts'
import styles from './epoch-panel.module.css'
import { epochProgress, epochTimeLeft } from './epoch-progress.ts'

/** How far the epoch is, by blocks, and how long yet by the network's clock. */
export function EpochPanel({ board }: { board: BoardView }) {
  const nowMs = useNetworkNow()
  const { epoch, network } = board
  if (epoch === null) {
    return (
      <Panel title="Epoch">
        <Empty>No epoch yet: it begins with the first verified block.</Empty>
      </Panel>
    )
  }
  const { blocks, percent } = epochProgress(epoch)
  const { left, why } = epochTimeLeft(board, nowMs)
  const delegatesLost = epoch.lostRounds - epoch.networkLostRounds
  const link = (
    <Anchor component={Link} href={`/n/${network.id}/epochs/${epoch.epoch}`}>
      slots of this epoch
    </Anchor>
  )
  return (
    <Panel title={`Epoch ${grouped(epoch.epoch)}`} aside={link}>
      <p className={styles.left}>
        {left !== null && (
          <>
            <b>{left}</b> left{' '}
          </>
        )}
        <span className={styles.why}>{why}</span>
      </p>
      <Progress
        value={percent}
        size={10}
        radius={2}
        my={8}
        aria-label={`Blocks of epoch ${epoch.epoch} produced`}
      />
      <p className={styles.line}>
        {grouped(epoch.producedBlocks)} of {grouped(blocks)} blocks ({percent} %)
        <br />
        {counted(delegatesLost, 'slot')} missed by delegates, {counted(epoch.networkLostRounds, 'round')} lost
        by the network
      </p>
    </Panel>
  )
}
