import { z } from 'zod'

export const SearchHit = z.object({
  kind: z.enum(['block', 'epoch', 'delegate']),
  label: z.string(),
  /** The page of what was found. */
  href: z.string(),
})
export type SearchHit = z.infer<typeof SearchHit>
