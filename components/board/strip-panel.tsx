'use client'

import { useRovingIndex } from '@mantine/hooks'
import { WhoLink } from '#components/delegates/who-link.tsx'
import { grouped } from '#components/ui/format.ts'
import { Glyph } from '#components/ui/glyph.tsx'
import { Empty } from '#components/ui/notice.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { BoardView, SlotView } from '#lib/board/schema.ts'
import { stripOf, type Turn } from '#lib/board/turns.ts'
import type { RunningDuty } from './duty.ts'
import { SlotCell } from './slot-cell.tsx'
import { SLOT_LOOK } from './slot-look.ts'
import styles from './strip-panel.module.css'
import { useDuty } from './use-duty.ts'

const TURNS = 3
const STATES: readonly SlotView['state'][] = ['produced', 'missed', 'lost_by_network', 'late']

/** What each glyph of a slot means. */
export function SlotLegend() {
  return (
    <ul className={styles.legend} aria-label="Legend">
      {STATES.map((state) => (
        <li key={state} data-tone={SLOT_LOOK[state].tone}>
          <Glyph shape={SLOT_LOOK[state].shape} size={11} /> <span>{SLOT_LOOK[state].word}</span>
        </li>
      ))}
    </ul>
  )
}

function OnDuty({ board, duty }: { board: BoardView; duty: RunningDuty | null }) {
  if (duty === null || board.onDuty === null) return null
  const { height, round } = board.onDuty
  return (
    <p className={styles.duty}>
      <span className={styles.dutyMark} aria-hidden="true" /> On duty: seat {duty.seat},{' '}
      <WhoLink network={board.network.id} who={duty} />
      {duty.isAsAnswered && (
        <span className={styles.dutyFacts}>
          {' '}
          · block {grouped(height)} · round {grouped(round)}
        </span>
      )}
    </p>
  )
}

function turnWords(turns: readonly Turn[]): string {
  return turns.length === 1 ? 'Last turn of all seats' : `Last ${turns.length} turns of all seats`
}

/** The last turns: one column a seat in the order of proposing, the slot that is running outlined. */
export function StripPanel({ board }: { board: BoardView }) {
  const { turns, duty: answered } = stripOf(board, TURNS)
  const duty = useDuty(board)
  const cells = turns.flatMap(({ cells }) => cells)
  const roving = useRovingIndex({
    total: cells.length,
    initialIndex: Math.max(0, cells.length - 1),
    loop: false,
  })
  if (turns.length === 0) {
    return (
      <Panel title="Last turns">
        <Empty>No slot yet: the first one stands here as soon as a block is verified.</Empty>
      </Panel>
    )
  }
  const tip = board.network.tip?.height ?? null
  return (
    <Panel title={turnWords(turns)} aside={<SlotLegend />}>
      <OnDuty board={board} duty={duty} />
      {turns.length > 1 && <p className={styles.only}>The last one is shown.</p>}
      <div className={styles.strip} role="toolbar" aria-label="Slots, oldest first; arrow keys move">
        {turns.map((turn, turnIndex) => (
          <div key={turn.firstHeight} className={styles.turn} data-last={turnIndex === turns.length - 1}>
            {turn.cells.map((cell, position) => (
              <div key={cell.height} className={styles.column}>
                <SlotCell
                  cell={cell}
                  tip={tip}
                  href={
                    tip !== null && cell.height <= tip ? `/n/${board.network.id}/blocks/${cell.height}` : null
                  }
                  onDuty={duty?.seat === cell.seat && answered?.firstHeight === turn.firstHeight}
                  roving={roving.getItemProps({ index: turnIndex * turn.cells.length + position })}
                />
                <span className={styles.seat} aria-hidden="true">
                  {cell.seat}
                </span>
              </div>
            ))}
          </div>
        ))}
      </div>
    </Panel>
  )
}
