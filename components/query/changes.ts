import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'
import { z } from 'zod'

/** Kinds of questions that a change can make stale; see lib/http for what each follows from. */
export const StaleKind = z.enum(['block', 'state', 'endpoint', 'epoch', 'nodes', 'pause', 'networks'])
export type StaleKind = z.infer<typeof StaleKind>

/** What the event stream says: which questions about a network are stale. Kinds of a newer server are passed over. */
export const Stale = z.looseObject({
  network: z.string(),
  what: z
    .array(z.string())
    .transform((kinds) => kinds.flatMap((kind) => StaleKind.safeParse(kind).data ?? [])),
})

/** Kept with a question: which changes of which network make its answer old. */
export type AnswerChanges = {
  readonly network: string
  readonly on: readonly StaleKind[]
  /** Another question that says the same about new blocks: while it is on the screen, a block asks only that. */
  readonly blocksToldBy?: QueryKey
}

function isOldAfter(client: QueryClient, query: Query, network: string, kinds: ReadonlySet<StaleKind>) {
  const changes = query.meta?.changes as AnswerChanges | undefined
  if (changes === undefined || changes.network !== network) return false
  const { on, blocksToldBy } = changes
  const isTold =
    blocksToldBy !== undefined && client.getQueryCache().find({ queryKey: blocksToldBy })?.isActive() === true
  return on.some((kind) => kinds.has(kind) && !(isTold && kind === 'block'))
}

/**
 * Asks again whatever changes have made old, after `delayMs`: many browsers hear of a change at once, and are not to ask
 * at once. While a round of answers is under way further changes are gathered and asked for right after it: cancelling
 * it, as the library would, could put off every answer as long as blocks come fast.
 */
export function changeHandler(
  client: QueryClient,
  network: string,
  delayMs: () => number,
): (kinds: readonly StaleKind[]) => void {
  let waiting = new Set<StaleKind>()
  let running = false
  async function run(): Promise<void> {
    running = true
    while (waiting.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, delayMs()))
      const kinds = waiting
      waiting = new Set()
      await client.invalidateQueries({ predicate: (query) => isOldAfter(client, query, network, kinds) })
    }
    running = false
  }
  return (kinds) => {
    for (const kind of kinds) waiting.add(kind)
    if (!running) void run()
  }
}
