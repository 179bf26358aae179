'use client'

import { WhoLink } from '#components/delegates/who-link.tsx'
import { useNetworkNow } from '#components/networks/network-clock.tsx'
import { age, grouped } from '#components/ui/format.ts'
import { Empty } from '#components/ui/notice.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import type { Who } from '#lib/blocks/schema.ts'
import type { BoardView } from '#lib/board/schema.ts'
import styles from './next-set-panel.module.css'

type NextSet = NonNullable<BoardView['next']>

const CERTAINTY = {
  certain: {
    word: 'Certain',
    why: 'The poll result is in, and no delegate can still enter or leave probation.',
  },
  poll_result: {
    word: 'Likely',
    why: 'The poll result is in; probation may still change who is drawn.',
  },
  current_votes: {
    word: 'Forecast',
    why: "Told from today's votes: the poll result of this epoch is not in yet.",
  },
} as const

type MoversProps = {
  readonly sign: string
  readonly verb: string
  readonly network: string
  readonly who: readonly Who[]
  readonly unseen: ReadonlySet<string>
}

function Movers({ sign, verb, network, who, unseen }: MoversProps) {
  if (who.length === 0) return null
  return (
    <ul className={styles.who} aria-label={`These ${verb}`}>
      {who.map((mover) => (
        <li key={mover.operator}>
          <span className={styles.sign}>{sign}</span> <WhoLink network={network} who={mover} />{' '}
          {unseen.has(mover.operator) && <StateMark shape="alert" tone="warn" word="no node seen" />}
        </li>
      ))}
    </ul>
  )
}

function UnseenStay({ network, who }: { network: string; who: readonly Who[] }) {
  if (who.length === 0) return null
  return (
    <div className={styles.stay}>
      <StateMark shape="alert" tone="warn" word="drawn again, no node seen" />
      <ul className={styles.who} aria-label="These stay without a node that is seen">
        {who.map((one) => (
          <li key={one.operator}>
            <WhoLink network={network} who={one} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Change({ network, next }: { network: string; next: NextSet }) {
  const { comes, goes } = next
  const unseen = new Set(next.unseen.map(({ operator }) => operator))
  const coming = new Set(comes.map(({ operator }) => operator))
  return (
    <>
      <Movers sign="+" verb="come" network={network} who={comes} unseen={unseen} />
      <Movers sign="−" verb="go" network={network} who={goes} unseen={new Set()} />
      <UnseenStay network={network} who={next.unseen.filter(({ operator }) => !coming.has(operator))} />
    </>
  )
}

/** Who will have a seat in the next epoch, how sure that is, and of whom no node is seen. */
export function NextSetPanel({ board }: { board: BoardView }) {
  const nowMs = useNetworkNow()
  const { next, network } = board
  if (next === null) {
    return (
      <Panel title="Next set">
        <Empty>Not known yet: it is drawn from this epoch's candidates.</Empty>
      </Panel>
    )
  }
  const { word, why } = CERTAINTY[next.certain ? 'certain' : next.basis]
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
        <b>{word}</b>: {next.comes.length} come, {next.goes.length} go.
      </p>
      <Change network={network.id} next={next} />
      <p className={styles.why}>{why}</p>
    </Panel>
  )
}
