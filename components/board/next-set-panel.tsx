'use client'

import { WhoLink } from '#components/delegates/who-link.tsx'
import { useNetworkNow } from '#components/networks/network-clock.tsx'
import { age, grouped } from '#components/ui/format.ts'
import { Empty } from '#components/ui/notice.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { nextSetChange } from '#lib/board/next-set-change.ts'
import type { BoardView } from '#lib/board/schema.ts'
import type { NextSetView } from '#lib/epochs/schema.ts'
import styles from './next-set-panel.module.css'

const CERTAINTY = {
  certain: 'Certain: the poll result is in, and no delegate can still enter or leave probation.',
  poll_result: 'Likely: the poll result is in; probation may still change who is drawn.',
  current_votes: "A forecast from today's votes: the poll result of this epoch is not in yet.",
} as const

function certaintyOf({ certain, basis }: NextSetView): keyof typeof CERTAINTY {
  return certain ? 'certain' : basis
}

type Mover = { readonly name: string | null; readonly operator: string }

function Movers(props: { sign: string; verb: string; network: string; who: readonly Mover[] }) {
  const { sign, verb, network, who } = props
  if (who.length === 0) return null
  return (
    <ul className={styles.who} aria-label={`These ${verb}`}>
      {who.map((mover) => (
        <li key={mover.operator}>
          <span className={styles.sign}>{sign}</span> <WhoLink network={network} who={mover} />
        </li>
      ))}
    </ul>
  )
}

/** Who will have a seat in the next epoch, and how sure that is. */
export function NextSetPanel({ board }: { board: BoardView }) {
  const nowMs = useNetworkNow()
  const { next, network, delegates } = board
  if (next === null) {
    return (
      <Panel title="Next set">
        <Empty>Not known yet: it is drawn from this epoch's candidates.</Empty>
      </Panel>
    )
  }
  const { coming, going } = nextSetChange(delegates, next)
  const certainty = certaintyOf(next)
  const startsMs = Date.parse(next.expectedStartAt)
  const moving = ['live', 'slow'].includes(network.state)
  return (
    <Panel
      title={`Next set, epoch ${grouped(next.epoch)}`}
      aside={
        moving ? age(startsMs, nowMs).replace(' ago', ' overdue') : `from block ${grouped(next.startHeight)}`
      }
    >
      <p className={styles.line}>
        <b>{certainty === 'certain' ? 'Certain' : certainty === 'poll_result' ? 'Likely' : 'Forecast'}</b>:{' '}
        {coming.length} come, {going.length} go.
      </p>
      <Movers sign="+" verb="come" network={network.id} who={coming} />
      <Movers sign="−" verb="go" network={network.id} who={going} />
      <p className={styles.why}>{CERTAINTY[certainty]}</p>
    </Panel>
  )
}
