import { z } from 'zod'
import { SCOPES } from '#lib/auth/actor.ts'

/** What a page shows of a token; lib/auth/tokens.ts has it whole, with what only a server can run. */
export const ShownToken = z.looseObject({
  id: z.string(),
  prefix: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  network: z.string().nullable(),
  delegateId: z.string().nullable(),
  nodeId: z.string().nullable(),
  state: z.enum(['active', 'replaced', 'expired', 'revoked']),
  expiresSoon: z.boolean(),
  createdBy: z.looseObject({ name: z.string() }),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
})
export type ShownToken = z.infer<typeof ShownToken>

/** The only answer that holds the token itself. */
export const MadeToken = ShownToken.extend({ token: z.string() })
