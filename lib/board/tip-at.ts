import type { SlotView } from './schema.ts'

/** The network's tip at an instant (Unix ms), as far back as its slots are known; null before. */
export type TipAt = (ms: number) => number | null

/**
 * Told by the slots of a strip, oldest first: a block is everywhere one interval after its round began, which is when
 * the next round does. What was seen of a node some seconds ago is held against the tip of that time, not of now.
 */
export function tipAt(slots: readonly SlotView[], blockIntervalMs: number): TipAt {
  const blocks = slots.filter(({ state }) => state === 'produced' || state === 'late')
  return (ms) => blocks.findLast(({ at }) => Date.parse(at) + blockIntervalMs <= ms)?.height ?? null
}
