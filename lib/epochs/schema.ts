import { z } from 'zod'
import { Instant } from '#lib/networks/schema.ts'

export const EpochDelegateView = z.object({
  id: z.string().nullable(),
  operator: z.string(),
  name: z.string().nullable(),
  rank: z.int(),
  /** Rau, after the probation cut. */
  votes: z.string(),
  /** Null where only an endpoint's list after the cut is known (a checkpoint). */
  votesBeforeCut: z.string().nullable(),
  /** 0-based in proposer order; null = none. */
  seat: z.int().nullable(),
  produced: z.int(),
  /** Of the whole epoch. */
  expected: z.int(),
  /** Its own slots that it missed; those lost by the network are nobody's. */
  missedPrimary: z.int(),
  /** Slots it missed while standing in for an earlier one. */
  missedCovering: z.int(),
  productivityPercent: z.int().nullable(),
  unproductive: z.boolean().nullable(),
  probation: z.boolean(),
  probationCount: z.int(),
})
export type EpochDelegateView = z.infer<typeof EpochDelegateView>

export const EpochSummaryView = z.object({
  epoch: z.int(),
  startHeight: z.int(),
  endHeight: z.int(),
  complete: z.boolean(),
  quorum: z.int(),
  producedBlocks: z.int(),
  lostRounds: z.int(),
  networkLostRounds: z.int(),
  lateCommits: z.int(),
  /** Lists that endpoints gave instead of verified blocks, and which; null = derived from blocks. */
  checkpoint: z.object({ endpoints: z.array(z.string()), agreed: z.boolean() }).nullable(),
})
export type EpochSummaryView = z.infer<typeof EpochSummaryView>

export const EpochView = EpochSummaryView.extend({ delegates: z.array(EpochDelegateView) })
export type EpochView = z.infer<typeof EpochView>

export const NextSetView = z.object({
  epoch: z.int(),
  startHeight: z.int(),
  expectedStartAt: Instant,
  basis: z.enum(['poll_result', 'current_votes']),
  /** The poll result is in, and no delegate can still enter or leave probation in the rest of this epoch. */
  certain: z.boolean(),
  seats: z.array(
    z.object({
      seat: z.int(),
      id: z.string().nullable(),
      operator: z.string(),
      name: z.string().nullable(),
      rank: z.int(),
      votes: z.string(),
    }),
  ),
})
export type NextSetView = z.infer<typeof NextSetView>
