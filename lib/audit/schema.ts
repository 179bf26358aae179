import { z } from 'zod'

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

/** One entry of the log. */
export const AuditEntryView = z.object({
  seq: z.int(),
  at: z.iso.datetime(),
  actor: z.object({
    kind: z.enum(['user', 'token', 'worker', 'command', 'nobody']),
    id: z.string(),
    /** What a user or token is called now; a worker's or account's name; null when it is not known any more. */
    name: z.string().nullable(),
  }),
  /** Past tense, such as `pause_declared`. */
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  /** Null when it is about none, or was deleted. */
  network: z.string().nullable(),
  /** Candidate id. */
  delegateId: z.string().nullable(),
  before: z.json(),
  after: z.json(),
  /** From where; for staff, and of one's own deeds. */
  address: z.string().nullable(),
  requestId: z.string().nullable(),
  hash: Hash,
})
export type AuditEntryView = z.infer<typeof AuditEntryView>

/** Where the log stands: whoever keeps this can prove later that what came before was changed or cut off. */
export const AuditHeadView = z.object({ seq: z.int(), hash: Hash })
export type AuditHeadView = z.infer<typeof AuditHeadView>

/** Where the log stood at the end of an epoch. */
export const PublishedHeadView = AuditHeadView.extend({ epoch: z.int(), publishedAt: z.iso.datetime() })
export type PublishedHeadView = z.infer<typeof PublishedHeadView>

/** What a check of the whole log found. */
export const AuditCheckView = z.object({
  whole: z.boolean(),
  /** As far as it is whole. */
  head: AuditHeadView,
  fault: z
    .object({
      kind: z.enum(['changed', 'missing', 'not_following', 'head_missing', 'head_differs']),
      /** The entry it is about; the first one of those missing. */
      seq: z.int(),
      detail: z.string(),
    })
    .nullable(),
  checkedAt: z.iso.datetime(),
})
export type AuditCheckView = z.infer<typeof AuditCheckView>
