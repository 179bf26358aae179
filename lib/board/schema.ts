import { z } from 'zod'
import { EpochDelegateView, EpochSummaryView, NextSetView } from '#lib/epochs/schema.ts'
import { NetworkView } from '#lib/networks/schema.ts'

/** One slot of the strip: what became of one scheduled chance to produce a block. */
export const SlotView = z.object({
  height: z.int(),
  round: z.int(),
  seat: z.int(),
  operator: z.string(),
  name: z.string().nullable(),
  state: z.enum(['produced', 'missed', 'lost_by_network', 'late']),
  provisional: z.boolean(),
  /** Lost rounds in a row at this height; 0 for a produced one. */
  run: z.int(),
  /** Start of the round, RFC 3339. */
  at: z.string(),
})
export type SlotView = z.infer<typeof SlotView>

/** Every slot of an epoch; of a height's lost rounds at most the last turn of all seats. */
export const EpochSlotsView = z.object({ slots: z.array(SlotView) })
export type EpochSlotsView = z.infer<typeof EpochSlotsView>

export const BoardView = z.object({
  network: NetworkView,
  quorum: z.object({ needed: z.int(), seats: z.int(), mayBeAway: z.int() }),
  /** The open epoch; null before the first block. */
  epoch: EpochSummaryView.nullable(),
  /** All candidates of the open epoch by rank, with their seat in the next set. */
  delegates: z.array(
    EpochDelegateView.extend({
      nextSeat: z.int().nullable(),
      /** Produced in percent of its own slots up to the tip; null before its first and without a seat. */
      soFarPercent: z.int().nullable(),
    }),
  ),
  next: NextSetView.nullable(),
  /** The slots of the last three turns, oldest first. */
  slots: z.array(SlotView),
  /** Rounds lost so far at the open height. */
  lostRounds: z.int(),
  /** When the next block is due if its round is not lost. */
  nextBlockAt: z.string().nullable(),
})
export type BoardView = z.infer<typeof BoardView>
