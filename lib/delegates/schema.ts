import { z } from 'zod'
import { MissedSlotView } from '#lib/blocks/schema.ts'
import { EpochDelegateView } from '#lib/epochs/schema.ts'

export const DelegateView = z.object({
  /** Candidate id, fixed for life; null when only its operator is known. */
  id: z.string().nullable(),
  name: z.string().nullable(),
  owner: z.string().nullable(),
  operator: z.string(),
  reward: z.string().nullable(),
  /** All four in the 0x form too. */
  hex: z.object({
    id: z.string().nullable(),
    owner: z.string().nullable(),
    operator: z.string(),
    reward: z.string().nullable(),
  }),
  history: z.array(
    z.object({
      fromHeight: z.int(),
      owner: z.string(),
      operator: z.string(),
      reward: z.string(),
      name: z.string(),
    }),
  ),
})
export type DelegateView = z.infer<typeof DelegateView>

export const DelegateDetailView = DelegateView.extend({
  /** Newest first, at most 48. */
  epochs: z.array(EpochDelegateView.extend({ epoch: z.number().int(), complete: z.boolean() })),
  /** Newest first, at most 50. */
  missedSlots: z.array(MissedSlotView),
})
export type DelegateDetailView = z.infer<typeof DelegateDetailView>
