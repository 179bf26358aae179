'use client'

import { Anchor, Progress } from '@mantine/core'
import Link from 'next/link'
import { useNetworkNow } from '#components/networks/network-clock.tsx'
import { counted, duration, grouped } from '#components/ui/format.ts'
import { Empty } from '#components/ui/notice.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { BoardView } from '#lib/board/schema.ts'

function leftWords({ next, network }: BoardView, nowMs: number): string {
  if (network.state === 'ended') return 'the replay ends here'
  if (next === null || !['live', 'slow'].includes(network.state)) return 'time left is not known'
  return `${duration(Date.parse(next.expectedStartAt) - nowMs)} left if no round is lost`
}

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
  const all = epoch.endHeight - epoch.startHeight + 1
  const percent = Math.floor((epoch.producedBlocks * 100) / all)
  const delegatesLost = epoch.lostRounds - epoch.networkLostRounds
  const link = (
    <Anchor component={Link} href={`/n/${network.id}/epochs/${epoch.epoch}`}>
      slots of this epoch
    </Anchor>
  )
  return (
    <Panel title={`Epoch ${grouped(epoch.epoch)}`} aside={link}>
      <Progress
        value={percent}
        size={10}
        radius={2}
        my={9}
        aria-label={`Blocks of epoch ${epoch.epoch} produced`}
      />
      <p style={{ margin: 0 }}>
        {grouped(epoch.producedBlocks)} of {grouped(all)} blocks ({percent} %) · {leftWords(board, nowMs)}
        <br />
        {counted(delegatesLost, 'slot')} missed by delegates, {counted(epoch.networkLostRounds, 'round')} lost
        by the network
      </p>
    </Panel>
  )
}
