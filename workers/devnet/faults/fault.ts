import { z } from 'zod'

/** Lies about one block, or of a whole chain from it on; each changes the bytes that the real node would serve. */
export const LIES = [
  'producer',
  'timestamp',
  'footer_time',
  'endorsers',
  'receipt_amount',
  'transaction_log',
  'forged_signature',
  'fork',
] as const
export type LieName = (typeof LIES)[number]

/** What a lie is about, where there is more than one way to tell it; the first is the default. */
export const VARIANTS: Readonly<Partial<Record<LieName, readonly string[]>>> = {
  footer_time: ['footer', 'all'],
  endorsers: ['other_seat', 'duplicate', 'drop', 'stranger'],
  forged_signature: ['endorsement', 'header'],
}

const node = z.union([z.int().min(0), z.literal('all')])
const SILENT = [
  'stop',
  'freeze',
  'wrong_network',
  'tls_expired',
  'tls_self_signed',
  'html',
  'hang',
  'flood',
] as const

/** A fault as the control port takes it. */
export const FaultRequest = z.discriminatedUnion('fault', [
  z.strictObject({ node, fault: z.enum(SILENT) }),
  z.strictObject({ node, fault: z.literal('slow'), ms: z.int().min(1).max(3_600_000) }),
  z
    .strictObject({
      node,
      fault: z.literal('lie'),
      lie: z.enum(LIES),
      height: z.int().min(1),
      variant: z.string().optional(),
    })
    .refine(({ lie, variant }) => variant === undefined || VARIANTS[lie]?.includes(variant), {
      error: ({ input }) =>
        `no such variant: this lie has ${VARIANTS[(input as { lie: LieName }).lie]?.join(', ') ?? 'none'}`,
    }),
])
export type FaultRequest = z.infer<typeof FaultRequest>

/** A fault in force. */
export type Fault = FaultRequest & {
  readonly id: number
  /** Where a frozen node stays. */
  readonly tip: number
}
