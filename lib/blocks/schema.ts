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

const Who = z.object({ id: z.string().nullable(), operator: z.string(), name: z.string().nullable() })

export const BlockView = z.object({
  height: z.int(),
  hash: z.string(),
  previousHash: z.string().nullable(),
  at: Instant,
  epoch: z.int(),
  round: z.int(),
  /** Rounds it needed after its own; above 0 it is a late commit. */
  lateRounds: z.int(),
  transactions: z.int(),
  producer: Who,
  quorum: z.int(),
  seats: z.int(),
  /** Whose commit signatures were checked; null = proven by its descendants, signatures not checked. */
  endorsers: z.array(Who).nullable(),
  /** Slots lost before it at this height. */
  missed: z.array(MissedSlotView),
})
export type BlockView = z.infer<typeof BlockView>
