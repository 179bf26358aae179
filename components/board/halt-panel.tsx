'use client'

import { WhoLink } from '#components/delegates/who-link.tsx'
import { grouped } from '#components/ui/format.ts'
import { Glyph, type Shape } from '#components/ui/glyph.tsx'
import { Since } from '#components/ui/instant.tsx'
import { StateMark, type Tone } from '#components/ui/state-mark.tsx'
import type { BoardView, HaltSeatView, HaltView } from '#lib/board/schema.ts'
import styles from './halt-panel.module.css'
import { HALT_KIND, haltAdvice, startFirst } from './halt-words.ts'

type GroupProps = {
  readonly network: string
  readonly halt: HaltView
  readonly title: string
  readonly look: { readonly shape: Shape; readonly tone: Tone }
  readonly seats: readonly HaltSeatView[]
}

function HaltSeat({ network, seat, isFirst }: { network: string; seat: HaltSeatView; isFirst: boolean }) {
  const facts = [
    `seat ${seat.seat}`,
    ...(seat.height === null ? [] : [`at ${grouped(seat.height)}`]),
    ...(seat.version === null ? [] : [seat.version]),
  ].join(' · ')
  return (
    <li>
      <WhoLink network={network} who={seat} />{' '}
      {isFirst && <StateMark shape="up" tone="warn" word="start first" />}{' '}
      <span className={styles.facts}>
        {facts}
        {seat.since !== null && (
          <>
            {' '}
            · <Since at={seat.since} />
          </>
        )}{' '}
        · {seat.reason}
      </span>
    </li>
  )
}

function GroupTitle({ title, look, count }: { title: string; look: GroupProps['look']; count: number }) {
  return (
    <h3 className={styles.groupTitle} data-tone={look.tone}>
      <Glyph shape={look.shape} size={13} /> {title} <span className={styles.count}>{count}</span>
    </h3>
  )
}

function Group({ network, halt, title, look, seats }: GroupProps) {
  if (seats.length === 0) return null
  const first = new Set(startFirst(halt).map(({ seat }) => seat))
  return (
    <div className={styles.group}>
      <GroupTitle title={title} look={look} count={seats.length} />
      <ul className={styles.seats} aria-label={title}>
        {seats.map((seat) => (
          <HaltSeat key={seat.seat} network={network} seat={seat} isFirst={first.has(seat.seat)} />
        ))}
      </ul>
    </div>
  )
}

/** Those at the tip by version: where the seats disagree, that is where to look. */
function AtTip({ network, halt: { atTip } }: { network: string; halt: HaltView }) {
  if (atTip.length === 0) return null
  const versions = [...Map.groupBy(atTip, ({ version }) => version ?? 'version not stated')]
  return (
    <div className={styles.group}>
      <GroupTitle title="At the tip" look={{ shape: 'up', tone: 'good' }} count={atTip.length} />
      <p className={styles.hint}>They count. Should one of them stop, start it before the others.</p>
      {versions.map(([version, seats]) => (
        <ul key={version} className={styles.names} aria-label={`At the tip on ${version}`}>
          <li className={styles.facts}>
            {version} ({seats.length}):
          </li>
          {seats.map((seat) => (
            <li key={seat.seat} title={`seat ${seat.seat}: ${seat.reason}`}>
              <WhoLink network={network} who={seat} />
            </li>
          ))}
        </ul>
      ))}
    </div>
  )
}

function highestFirst(seats: readonly HaltSeatView[]): HaltSeatView[] {
  return seats.toSorted((a, b) => (b.height ?? -1) - (a.height ?? -1))
}

function HaltFacts({ halt }: { halt: HaltView }) {
  return (
    <dl className={styles.what}>
      <div>
        <dt>Standing still for</dt>
        <dd>
          <Since at={halt.since} />
        </dd>
      </div>
      <div>
        <dt>Block that does not come</dt>
        <dd>
          {grouped(halt.height)} <span className={styles.place}>{halt.place.detail}</span>
        </dd>
      </div>
      <div>
        <dt>Rounds passed</dt>
        <dd>
          {grouped(halt.roundsLost)}{' '}
          <span className={styles.place}>the network's; no delegate is blamed</span>
        </dd>
      </div>
      <div>
        <dt>Seats at the tip</dt>
        <dd>
          {halt.atTip.length} <span className={styles.place}>of {halt.needed} needed</span>
        </dd>
      </div>
    </dl>
  )
}

/** A halt, over everything else: which kind, since when, where, who is missing, and what to do next. */
export function HaltPanel({ board, halt }: { board: BoardView; halt: HaltView }) {
  const network = board.network.id
  return (
    <section className={styles.halt} aria-label="Halt" data-kind={halt.kind}>
      <h2 className={styles.kind}>
        <Glyph shape="down" size={20} /> {HALT_KIND[halt.kind].title}
      </h2>
      <p className={styles.advice}>{haltAdvice(halt, board.versions)}</p>
      <HaltFacts halt={halt} />
      <div className={styles.groups}>
        <Group
          {...{ network, halt }}
          title="Missing"
          look={{ shape: 'down', tone: 'bad' }}
          seats={highestFirst(halt.missing)}
        />
        <Group
          {...{ network, halt }}
          title="Behind"
          look={{ shape: 'behind', tone: 'warn' }}
          seats={halt.behind}
        />
        <Group
          {...{ network, halt }}
          title="Not seen"
          look={{ shape: 'unknown', tone: 'quiet' }}
          seats={halt.unknown}
        />
        <AtTip network={network} halt={halt} />
      </div>
    </section>
  )
}
