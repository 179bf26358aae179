import { z } from 'zod'
import type { Sql } from '#lib/db/client.ts'
import type { PollSight, RelaySight } from './sight.ts'

const Operators = z.array(z.string())

/** What every endpoint last said of itself, with the operators whose node it is. */
export async function listPollSights(
  sql: Sql,
  networkId: number,
): Promise<{ readonly operators: readonly string[]; readonly poll: PollSight }[]> {
  const rows = await sql`
    select name, operators, answers, reason, since, at, height, version, peers,
           consensus_height, consensus_round, consensus_moved_at, process_started_at
      from endpoint_sight
     where network_id = ${networkId}
     order by name collate "C"`
  return rows.map((row) => {
    const hasConsensus = row.consensus_round !== null && row.consensus_moved_at !== null
    const consensus = hasConsensus
      ? {
          height: Number(row.consensus_height),
          round: row.consensus_round,
          movedAtMs: row.consensus_moved_at.getTime(),
        }
      : null
    const poll: PollSight = {
      endpoint: row.name,
      answers: row.answers,
      reason: row.reason,
      sinceMs: row.since.getTime(),
      atMs: row.at.getTime(),
      height: row.height === null ? null : Number(row.height),
      version: row.version,
      startedAtMs: row.process_started_at?.getTime() ?? null,
      peers: row.peers,
      consensus,
    }
    return { operators: Operators.parse(row.operators), poll }
  })
}

/** What nodes last heard of each node, by operator. */
export async function listRelaySights(
  sql: Sql,
  networkId: number,
  heardAtMs: number,
): Promise<Map<string, RelaySight>> {
  const rows = await sql`
    select operator, height, version, relays, first_seen_at, changed_at
      from node_sight
     where network_id = ${networkId}`
  return new Map(
    rows.map((row) => [
      row.operator,
      {
        height: Number(row.height),
        version: row.version,
        firstSeenAtMs: row.first_seen_at.getTime(),
        changedAtMs: row.changed_at.getTime(),
        heardAtMs,
        relays: row.relays,
      },
    ]),
  )
}

/** When a network was last swept (wall time), and when nodes were last asked whom they hear (its own). */
export async function findSweep(
  sql: Sql,
  networkId: number,
): Promise<{ readonly sweptAt: Date | null; readonly heardAt: Date | null } | null> {
  const [row] = await sql`select swept_at, heard_at from sweep_state where network_id = ${networkId}`
  return row === undefined ? null : { sweptAt: row.swept_at, heardAt: row.heard_at }
}
