'use client'

import { useLocalStorage } from '@mantine/hooks'
import { useSuspenseQuery } from '@tanstack/react-query'
import { boardSentence } from '#components/board/board-sentence.ts'
import { MarginGauge } from '#components/board/margin-gauge.tsx'
import { PauseNotice } from '#components/board/pause-notice.tsx'
import { absentSeats, presenceSummary } from '#components/board/presence-look.ts'
import { boardQueryOptions } from '#components/board/queries.ts'
import { StaleBanner } from '#components/frame/stale-banner.tsx'
import { useNetworkNow } from '#components/networks/network-clock.tsx'
import { STATE_WORD } from '#components/networks/state-word.ts'
import { useNetwork } from '#components/networks/use-network.ts'
import { Glyph } from '#components/ui/glyph.tsx'
import { useInBrowser } from '#components/ui/now.tsx'
import type { BoardView } from '#lib/board/schema.ts'
import styles from './wall.module.css'
import { WallAbsent } from './wall-absent.tsx'
import { WallFacts } from './wall-facts.tsx'
import { WallHalt } from './wall-halt.tsx'
import { WallHead } from './wall-head.tsx'
import { WallStrip } from './wall-strip.tsx'

function Verdict({ board }: { board: BoardView }) {
  const nowMs = useNetworkNow()
  const { shape, tone, word } = STATE_WORD[board.network.state]
  return (
    <div className={styles.verdict} data-tone={tone}>
      <p className={styles.state} style={{ '--letters': word.length + 2 } as React.CSSProperties}>
        <Glyph shape={shape} /> {word}
      </p>
      <h1 className={styles.sentence}>{boardSentence(board, nowMs)}</h1>
    </div>
  )
}

function Margin({ board: { margin, seats } }: { board: BoardView }) {
  return (
    <section className={styles.margin} aria-label="Quorum">
      <MarginGauge margin={margin} seats={seats} />
      <p>
        {presenceSummary(seats)} · {margin.needed} of {margin.seats} needed
      </p>
    </section>
  )
}

/** The board for a big screen: no links to follow, readable from across a room, up to date by itself. */
export function Wall({ network: id }: { network: string }) {
  const { data: board } = useSuspenseQuery(boardQueryOptions(id))
  const { network = board.network, answeredAtMs } = useNetwork(id)
  const [scheme, setScheme] = useLocalStorage<'dark' | 'light'>({ key: 'wall-scheme', defaultValue: 'dark' })
  return (
    <div className={styles.wall} data-scheme={scheme} data-live={useInBrowser()}>
      <WallHead
        network={network}
        scheme={scheme}
        onScheme={() => setScheme(scheme === 'dark' ? 'light' : 'dark')}
      />
      <main className={styles.main}>
        <StaleBanner network={network} answeredAtMs={answeredAtMs} />
        {board.pause !== null && <PauseNotice pause={board.pause} />}
        <Verdict board={board} />
        {board.halt !== null && <WallHalt board={board} halt={board.halt} />}
        {board.halt === null && board.seats.length > 0 && (
          <>
            <Margin board={board} />
            <WallAbsent seats={absentSeats(board.seats)} />
          </>
        )}
        <WallStrip board={board} />
        <WallFacts board={board} />
      </main>
    </div>
  )
}
