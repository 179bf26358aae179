import { delegateLabel } from '#components/delegates/who-link.tsx'
import { grouped, utc } from '#components/ui/format.ts'
import type { Shape } from '#components/ui/glyph.tsx'
import type { Tone } from '#components/ui/state-mark.tsx'
import type { SlotView } from '#lib/board/schema.ts'
import type { TurnCell } from '#lib/board/turns.ts'

/** How each state of a slot looks and what it is called. */
export const SLOT_LOOK: Record<
  SlotView['state'],
  { readonly shape: Shape; readonly tone: Tone; readonly word: string }
> = {
  produced: { shape: 'produced', tone: 'good', word: 'produced' },
  missed: { shape: 'missed', tone: 'bad', word: 'missed' },
  lost_by_network: { shape: 'lost', tone: 'quiet', word: 'lost by the network' },
  late: { shape: 'late', tone: 'late', word: 'late commit' },
}

const SAYS: Record<SlotView['state'], string> = {
  produced: 'produced it',
  missed: 'missed it',
  lost_by_network: 'the network lost it',
  late: 'produced it; it committed late',
}

/** "block 175 · round 2 · delegate03 missed it (its run is 4 lost rounds) · 2026-11-20 18:03:04 UTC". */
export function slotWords(slot: SlotView): string {
  const run = slot.run > 1 ? ` (one of ${grouped(slot.run)} lost rounds in a row)` : ''
  const open = slot.provisional ? ', provisional: its height is not committed' : ''
  const at = utc(Date.parse(slot.at))
  return `block ${grouped(slot.height)} · round ${slot.round} · ${delegateLabel(slot)} ${SAYS[slot.state]}${run}${open} · ${at}`
}

/** All slots of a cell, one a line; what an empty one waits for. */
export function cellLines({ seat, height, own, covering }: TurnCell, tip: number | null): string[] {
  const slots = [...(own === null ? [] : [own]), ...covering]
  if (slots.length > 0) return slots.map(slotWords)
  const reached = tip !== null && height <= tip
  return [
    `seat ${seat} · block ${grouped(height)} · ${reached ? 'its own round never opened' : 'not reached yet'}`,
  ]
}
