'use client'

import { Anchor } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useNetworkNow } from '#components/networks/network-clock.tsx'
import { NetworkStateMark } from '#components/networks/network-state.tsx'
import { grouped } from '#components/ui/format.ts'
import { Age } from '#components/ui/instant.tsx'
import { Page } from '#components/ui/page.tsx'
import type { BoardView } from '#lib/board/schema.ts'
import styles from './board.module.css'
import { boardSentence } from './board-sentence.ts'
import { CandidatesPanel } from './candidates-panel.tsx'
import { EpochPanel } from './epoch-panel.tsx'
import { HaltPanel } from './halt-panel.tsx'
import { NextSetPanel } from './next-set-panel.tsx'
import { PauseNotice } from './pause-notice.tsx'
import { boardQueryOptions } from './queries.ts'
import { QuorumPanel } from './quorum-panel.tsx'
import { StripPanel } from './strip-panel.tsx'
import { VersionsPanel } from './versions-panel.tsx'

function TipFacts({ network }: { network: BoardView['network'] }) {
  const { tip, state, id } = network
  return (
    <>
      <NetworkStateMark state={state} />
      {tip !== null && (
        <span>
          block{' '}
          <Anchor component={Link} href={`/n/${id}/blocks/${tip.height}`} prefetch={false}>
            {grouped(tip.height)}
          </Anchor>{' '}
          · <Age at={tip.at} />
        </span>
      )}
      {['no_trusted_endpoint', 'unreachable', 'syncing'].includes(state) && (
        <Anchor component={Link} href={`/n/${id}/endpoints`}>
          {state === 'no_trusted_endpoint' ? 'the proof' : 'its endpoints'}
        </Anchor>
      )}
      <Anchor component={Link} href={`/n/${id}/wall`} prefetch={false}>
        wall view
      </Anchor>
    </>
  )
}

/** Is the chain healthy, and who is away? */
export function Board({ network }: { network: string }) {
  const { data: board } = useSuspenseQuery(boardQueryOptions(network))
  const nowMs = useNetworkNow()
  return (
    <Page sentence={boardSentence(board, nowMs)} facts={<TipFacts network={board.network} />}>
      {board.pause !== null && <PauseNotice pause={board.pause} />}
      {board.halt !== null && <HaltPanel board={board} halt={board.halt} />}
      <div className={styles.panels}>
        <QuorumPanel board={board} />
        <EpochPanel board={board} />
        <NextSetPanel board={board} />
        <VersionsPanel board={board} />
      </div>
      <StripPanel board={board} />
      <CandidatesPanel board={board} />
    </Page>
  )
}
