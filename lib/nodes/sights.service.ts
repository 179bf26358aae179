import { wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import type { NodeSight, NodeSights, PollSight } from './sight.ts'
import { findSweep, listPollSights, listRelaySights } from './sights-read.store.ts'

/** Sights older than this (wall time) say nothing of now: nobody looks any more. */
const STALE_MS = 60_000

/** What is known of the nodes of a network; nothing while nobody looks. */
export async function nodeSightsOf(sql: Sql, networkId: number): Promise<NodeSights> {
  const sweep = await findSweep(sql, networkId)
  if (sweep?.sweptAt == null || wallNow() - sweep.sweptAt.getTime() > STALE_MS) return new Map()
  const [polls, relays] = await Promise.all([
    listPollSights(sql, networkId),
    sweep.heardAt === null ? null : listRelaySights(sql, networkId, sweep.heardAt.getTime()),
  ])
  const sights = new Map<string, NodeSight>()
  for (const [operator, relay] of relays ?? []) sights.set(operator, { poll: null, relay })
  for (const { operators, poll } of polls) {
    for (const operator of operators) {
      const { poll: other = null, relay = null } = sights.get(operator) ?? {}
      sights.set(operator, { poll: other === null ? poll : better(other, poll), relay })
    }
  }
  return sights
}

/** Of two nodes with one key the one that answers, at the higher tip, speaks for it. */
function better(a: PollSight, b: PollSight): PollSight {
  if (a.answers !== b.answers) return a.answers ? a : b
  return (b.height ?? 0) > (a.height ?? 0) ? b : a
}
