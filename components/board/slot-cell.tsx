'use client'

import { Tooltip } from '@mantine/core'
import Link from 'next/link'
import { Glyph } from '#components/ui/glyph.tsx'
import type { TurnCell } from '#lib/board/turns.ts'
import styles from './slot-cell.module.css'
import { cellLines, SLOT_LOOK } from './slot-look.ts'

/** More stand-ins than this are told by their number alone. */
const MARKS = 2

type SlotCellProps = {
  readonly cell: TurnCell
  readonly tip: number | null
  /** The page of its block; null while there is none. */
  readonly href: string | null
  readonly onDuty: boolean
  readonly roving: {
    readonly tabIndex: number
    readonly onKeyDown: React.KeyboardEventHandler
    readonly ref: React.RefCallback<HTMLElement>
  }
}

function slotElement({ cell, tip, href, onDuty, roving }: SlotCellProps) {
  const { own } = cell
  const look = {
    ...roving,
    className: styles.cell,
    'data-tone': own === null ? 'none' : SLOT_LOOK[own.state].tone,
    'data-state': own?.state ?? 'none',
    'data-provisional': own?.provisional ?? false,
    'data-duty': onDuty,
    'aria-label': `${onDuty ? 'On duty: ' : ''}${cellLines(cell, tip).join('; ')}`,
  }
  if (href === null) {
    return (
      <button type="button" {...look}>
        <Marks cell={cell} />
      </button>
    )
  }
  return (
    <Link href={href} prefetch={false} {...look}>
      <Marks cell={cell} />
    </Link>
  )
}

/** One seat in one turn: the glyph of its own slot, small ones for the slots in which it stood in for others. */
export function SlotCell(props: SlotCellProps) {
  return (
    <Tooltip
      label={<span className={styles.lines}>{cellLines(props.cell, props.tip).join('\n')}</span>}
      events={{ hover: true, focus: true, touch: true }}
      multiline
      maw={360}
      transitionProps={{ duration: 0 }}
    >
      {slotElement(props)}
    </Tooltip>
  )
}

/** The same without a tooltip of its own: an epoch of mainnet has 1,440 of them. */
export function PlainSlotCell(props: SlotCellProps) {
  return slotElement(props)
}

function Marks({ cell: { own, covering } }: { cell: TurnCell }) {
  return (
    <>
      {own !== null && <Glyph shape={SLOT_LOOK[own.state].shape} size={14} />}
      {covering.length > MARKS && <span className={styles.covering} data-count={covering.length} />}
      {covering.length > 0 && covering.length <= MARKS && (
        <span className={styles.covering}>
          {covering.map(({ height, round, state }) => (
            <span key={`${height} ${round}`} data-tone={SLOT_LOOK[state].tone} className={styles.mark}>
              <Glyph shape={SLOT_LOOK[state].shape} size={9} />
            </span>
          ))}
        </span>
      )}
    </>
  )
}
