'use client'

import { useRovingIndex } from '@mantine/hooks'
import { PlainSlotCell } from '#components/board/slot-cell.tsx'
import { SlotLegend } from '#components/board/strip-panel.tsx'
import { WhoLink } from '#components/delegates/who-link.tsx'
import { Empty } from '#components/ui/notice.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { EpochSlotsView } from '#lib/board/schema.ts'
import { turnsOf } from '#lib/board/turns.ts'
import type { EpochView } from '#lib/epochs/schema.ts'
import { SaysSlot } from './says-slot.tsx'
import styles from './slot-grid.module.css'

/** Every slot of an epoch: a row a seat in the order of proposing, a column a turn of all seats. */
export function SlotGrid({ network, epoch, slots }: { network: string; epoch: EpochView } & EpochSlotsView) {
  const rows = epoch.delegates
    .filter(({ seat }) => seat !== null)
    .toSorted((a, b) => (a.seat ?? 0) - (b.seat ?? 0))
  const seats = Math.max(1, rows.length)
  const all = epoch.endHeight - epoch.startHeight + 1
  const turns = turnsOf(slots, epoch.startHeight, seats, Math.ceil(all / seats))
  const roving = useRovingIndex({
    total: rows.length * turns.length,
    columns: turns.length,
    orientation: 'both',
    loop: false,
  })
  const tip = epoch.startHeight + epoch.producedBlocks - 1
  if (rows.length === 0) {
    return (
      <Panel title="Slots">
        <Empty>The seats of this epoch are not known yet.</Empty>
      </Panel>
    )
  }
  return (
    <Panel title="Slots: a row a seat, a column a turn" aside={<SlotLegend />}>
      <SaysSlot>
        <div className={styles.grid} style={{ '--turns': turns.length } as React.CSSProperties}>
          {rows.map((row, rowIndex) => (
            <div key={row.operator} className={styles.row}>
              <span className={styles.who}>
                <span className={styles.seat}>{row.seat}</span> <WhoLink network={network} who={row} />
              </span>
              {turns.map((turn, column) => {
                const cell = turn.cells.find(({ seat }) => seat === row.seat)
                if (cell === undefined) return null
                return (
                  <PlainSlotCell
                    key={turn.firstHeight}
                    cell={cell}
                    tip={tip}
                    href={cell.height <= tip ? `/n/${network}/blocks/${cell.height}` : null}
                    onDuty={false}
                    roving={roving.getItemProps({ index: rowIndex * turns.length + column })}
                  />
                )
              })}
            </div>
          ))}
        </div>
      </SaysSlot>
    </Panel>
  )
}
