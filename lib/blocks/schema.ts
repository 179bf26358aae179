import { z } from 'zod'
import { Instant } from '#lib/networks/schema.ts'

export const MissedSlotView = z.object({
  height: z.int(),
  round: z.int(),
  /** Start of the round. */
  at: Instant,
  id: z.string().nullable(),
  operator: z.string(),
  name: z.string().nullable(),
  kind: z.enum(['primary', 'covering']),
  cause: z.enum(['delegate', 'network']),
  /** Lost rounds in a row at this height. */
  run: z.int(),
  /** Its height is not committed yet. */
  provisional: z.boolean(),
})
export type MissedSlotView = z.infer<typeof MissedSlotView>

/** A delegate in an epoch's list; id and name are null where only the operator is known. */
export const Who = z.object({ id: z.string().nullable(), operator: z.string(), name: z.string().nullable() })
export type Who = z.infer<typeof Who>

export const BlockSummaryView = z.object({
  height: z.int(),
  /** Hex, without 0x. */
  hash: z.string(),
  /** Start of the round it was produced in. */
  at: Instant,
  epoch: z.int(),
  round: z.int(),
  /** Rounds it needed after its own; above 0 it is a late commit. */
  lateRounds: z.int(),
  transactions: z.int(),
  producer: Who,
})
export type BlockSummaryView = z.infer<typeof BlockSummaryView>

export const BlockView = BlockSummaryView.extend({
  /** Of the block below; null where that one is not stored. */
  previousHash: z.string().nullable(),
  quorum: z.int(),
  seats: z.int(),
  /** Whose commit signatures were checked; null = proven by its descendants, signatures not checked. */
  endorsers: z.array(Who).nullable(),
  /** Slots lost before it at this height. */
  missed: z.array(MissedSlotView),
})
export type BlockView = z.infer<typeof BlockView>
