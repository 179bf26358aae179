'use client'

import { Tooltip } from '@mantine/core'
import { Glyph } from '#components/ui/glyph.tsx'
import type { TurnCell } from '#lib/board/turns.ts'
import styles from './slot-cell.module.css'
import { cellLines, SLOT_LOOK } from './slot-look.ts'

/** More stand-ins than this are told by their number alone. */
const MARKS = 2

type RovingProps = {
  readonly tabIndex: number
  readonly onKeyDown: React.KeyboardEventHandler
  readonly ref: React.Ref<HTMLAnchorElement>
}

/** One seat in one turn: the glyph of its own slot, small ones for the slots in which it stood in for others. */
export function SlotCell({
  cell,
  tip,
  href,
  onDuty,
  roving,
}: {
  cell: TurnCell
  tip: number | null
  href: string | null
  onDuty: boolean
  roving: RovingProps
}) {
  const { own, covering } = cell
  const lines = cellLines(cell, tip)
  const look = own === null ? null : SLOT_LOOK[own.state]
  return (
    <Tooltip
      label={<span className={styles.lines}>{lines.join('\n')}</span>}
      events={{ hover: true, focus: true, touch: true }}
      multiline
      maw={360}
      transitionProps={{ duration: 0 }}
    >
      <a
        {...roving}
        {...(href === null ? { role: 'link', 'aria-disabled': true } : { href })}
        className={styles.cell}
        data-tone={look?.tone ?? 'none'}
        data-state={own?.state ?? 'none'}
        data-provisional={own?.provisional ?? false}
        data-duty={onDuty}
        aria-label={`${onDuty ? 'On duty: ' : ''}${lines.join('; ')}`}
      >
        {look !== null && <Glyph shape={look.shape} size={14} />}
        {covering.length > 0 && (
          <span className={styles.covering}>
            {covering.length > MARKS
              ? `+${covering.length}`
              : covering.map((slot) => (
                  <span key={`${slot.height} ${slot.round}`} data-tone={SLOT_LOOK[slot.state].tone} className={styles.mark}>
                    <Glyph shape={SLOT_LOOK[slot.state].shape} size={8} />
                  </span>
                ))}
          </span>
        )}
      </a>
    </Tooltip>
  )
}
