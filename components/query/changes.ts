import type { Query, QueryClient } from '@tanstack/react-query'
import { z } from 'zod'

/** What the event stream of a network says. */
export const Change = z.looseObject({ what: z.enum(['block', 'state', 'endpoint', 'epoch']) })
export type ChangeKind = z.infer<typeof Change>['what']

/** Kept with a question: which changes of which network make its answer old. */
export type AnswerChanges = { readonly network: string; readonly on: readonly ChangeKind[] }

function isOldAfter(query: Query, network: string, kinds: ReadonlySet<ChangeKind>): boolean {
  const changes = query.meta?.changes as AnswerChanges | undefined
  return changes !== undefined && changes.network === network && changes.on.some((kind) => kinds.has(kind))
}

/**
 * Asks again whatever a change has made old. While a round of answers is under way further changes are gathered and
 * asked for right after it: cancelling it, as the library would, could put off every answer as long as blocks come fast.
 */
export function changeHandler(client: QueryClient, network: string): (kind: ChangeKind) => void {
  let waiting = new Set<ChangeKind>()
  let running = false
  async function run(): Promise<void> {
    running = true
    while (waiting.size > 0) {
      const kinds = waiting
      waiting = new Set()
      await client.invalidateQueries({ predicate: (query) => isOldAfter(query, network, kinds) })
    }
    running = false
  }
  return (kind) => {
    waiting.add(kind)
    if (!running) void run()
  }
}
