'use client'

import { cellLines, SLOT_LOOK } from '#components/board/slot-look.ts'
import { useDuty } from '#components/board/use-duty.ts'
import { Glyph } from '#components/ui/glyph.tsx'
import type { BoardView } from '#lib/board/schema.ts'
import { stripOf, type TurnCell } from '#lib/board/turns.ts'
import styles from './wall-strip.module.css'

const TURNS = 3

function Cell({ cell, tip, onDuty }: { cell: TurnCell; tip: number | null; onDuty: boolean }) {
  const { own, covering } = cell
  return (
    <span
      className={styles.cell}
      data-tone={own === null ? 'none' : SLOT_LOOK[own.state].tone}
      data-duty={onDuty}
      title={cellLines(cell, tip).join('\n')}
    >
      {own !== null && <Glyph shape={SLOT_LOOK[own.state].shape} />}
      {covering.length > 0 && <small>+{covering.length}</small>}
    </span>
  )
}

function missedWords(board: BoardView): string {
  const missed = board.slots.filter(({ state }) => state === 'missed').length
  return `The last ${TURNS} turns of all seats, oldest on top; ${missed} of their slots missed`
}

/** The last turns one below the other: a column a seat, in the order of proposing. */
export function WallStrip({ board }: { board: BoardView }) {
  const { turns, duty: answered } = stripOf(board, TURNS)
  const duty = useDuty(board)
  if (turns.length === 0) return null
  const tip = board.network.tip?.height ?? null
  return (
    <div className={styles.strip} role="img" aria-label={missedWords(board)}>
      {turns.map((turn) => (
        <div key={turn.firstHeight} className={styles.turn}>
          {turn.cells.map((cell) => (
            <Cell
              key={cell.height}
              cell={cell}
              tip={tip}
              onDuty={duty?.seat === cell.seat && answered?.firstHeight === turn.firstHeight}
            />
          ))}
        </div>
      ))}
    </div>
  )
}
