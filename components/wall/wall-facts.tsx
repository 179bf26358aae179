'use client'

import type { ReactNode } from 'react'
import { epochProgress, epochTimeLeft } from '#components/board/epoch-progress.ts'
import { useDuty } from '#components/board/use-duty.ts'
import { delegateLabel } from '#components/delegates/who-link.tsx'
import { useNetworkNow } from '#components/networks/network-clock.tsx'
import { grouped } from '#components/ui/format.ts'
import { Age } from '#components/ui/instant.tsx'
import type { BoardView } from '#lib/board/schema.ts'
import styles from './wall.module.css'

function Fact({ word, value, more }: { word: string; value: ReactNode; more: ReactNode }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>{value}</dd>
      <dd className={styles.more}>{more}</dd>
    </div>
  )
}

function EpochFact({ board }: { board: BoardView }) {
  const nowMs = useNetworkNow()
  if (board.epoch === null) return null
  const { percent, blocks } = epochProgress(board.epoch)
  const { left } = epochTimeLeft(board, nowMs)
  return (
    <Fact
      word={`Epoch ${grouped(board.epoch.epoch)}`}
      value={left === null ? `${percent} %` : `${left} left`}
      more={`${grouped(board.epoch.producedBlocks)} of ${grouped(blocks)} blocks`}
    />
  )
}

function NextFact({ next }: { next: NonNullable<BoardView['next']> }) {
  const unseen = next.unseen.map(delegateLabel).join(', ')
  return (
    <Fact
      word="Next set"
      value={`+${next.comes.length} −${next.goes.length}`}
      more={unseen === '' ? 'a node of each is seen' : `no node seen: ${unseen}`}
    />
  )
}

/** Block, epoch, who is on duty and what comes next, along the bottom. */
export function WallFacts({ board }: { board: BoardView }) {
  const duty = useDuty(board)
  const { tip } = board.network
  return (
    <dl className={styles.facts}>
      {tip !== null && <Fact word="Block" value={grouped(tip.height)} more={<Age at={tip.at} />} />}
      <EpochFact board={board} />
      {duty !== null && <Fact word="On duty" value={delegateLabel(duty)} more={`seat ${duty.seat}`} />}
      {board.next !== null && <NextFact next={board.next} />}
    </dl>
  )
}
