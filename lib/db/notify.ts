import { z } from 'zod'
import type { AnySql, Sql } from './client.ts'

const CHANNEL = 'rollcall'

/** What may have changed of a network; `networks` = the list of them. */
export const WHAT = ['block', 'state', 'endpoint', 'epoch', 'nodes', 'pause', 'networks'] as const

const Change = z.object({
  /** The network's slug. */
  network: z.string(),
  what: z.enum(WHAT),
  height: z.int().optional(),
})
export type Change = z.infer<typeof Change>

/** Tells every listening process what changed; inside a transaction only once that commits. */
export async function notify(
  sql: AnySql,
  network: string,
  what: Change['what'],
  height?: number,
): Promise<void> {
  const change: Change = height === undefined ? { network, what } : { network, what, height }
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(change)})`
}

/**
 * Hears every change until the returned function is called. `onConnected` is called at first and after every
 * reconnection: what was said in between is lost, so read again.
 */
export async function listen(
  sql: Sql,
  onChange: (change: Change) => void,
  onConnected: () => void = () => undefined,
): Promise<() => Promise<void>> {
  const heard = (payload: string): void => {
    // Anybody with the database may notify on our channel; what is not ours is not for us.
    const change = parseChange(payload)
    if (change !== null) onChange(change)
  }
  const { unlisten } = await sql.listen(CHANNEL, heard, onConnected)
  return unlisten
}

function parseChange(payload: string): Change | null {
  try {
    return Change.parse(JSON.parse(payload))
  } catch {
    return null
  }
}
