import type { AnySql } from '#lib/db/client.ts'
import type { Heard } from './heard.ts'

/** What asking an endpoint brought. Times are the network's, where nothing else is said. */
export type EndpointAnswer = {
  readonly name: string
  readonly at: Date
  readonly answers: boolean
  /** Why not; null when it answers. */
  readonly reason: string | null
  readonly operators: readonly string[]
  readonly height: number | null
  readonly version: string | null
  readonly peers: number | null
  readonly consensus: { readonly height: number; readonly round: number } | null
  /** By its own clock. */
  readonly processStartedAt: Date | null
}

/** Makes the row that a sweep is leased on; an existing one stays. */
export async function insertSweep(sql: AnySql, networkId: number): Promise<void> {
  await sql`insert into sweep_state (network_id) values (${networkId}) on conflict (network_id) do nothing`
}

/** False while another worker sweeps the network; a holder renews its own lease by the same call. */
export async function claimSweep(
  sql: AnySql,
  networkId: number,
  holder: string,
  seconds: number,
): Promise<boolean> {
  const rows = await sql`
    update sweep_state
       set holder = ${holder}, leased_until = now() + make_interval(secs => ${seconds})
     where network_id = ${networkId}
       and (holder is null or holder = ${holder} or leased_until is null or leased_until < now())
    returning network_id`
  return rows.length === 1
}

/** Lets another worker in at once; a lease that was lost already is left alone. */
export async function deleteSweepLease(sql: AnySql, networkId: number, holder: string): Promise<void> {
  await sql`
    update sweep_state set holder = null, leased_until = null
     where network_id = ${networkId} and holder = ${holder}`
}

export async function saveSweptAt(sql: AnySql, networkId: number, sweptAt: Date): Promise<void> {
  await sql`update sweep_state set swept_at = ${sweptAt} where network_id = ${networkId}`
}

/**
 * Writes what endpoints answered. What one said before stays while it says nothing; `since` stays while it goes on
 * answering, or not; its consensus moved when height or round changed.
 */
export async function saveEndpointAnswers(
  sql: AnySql,
  networkId: number,
  answers: readonly EndpointAnswer[],
): Promise<void> {
  const json = answers.map((answer) => ({
    name: answer.name,
    at: answer.at.toISOString(),
    answers: answer.answers,
    reason: answer.reason,
    operators: [...answer.operators],
    height: answer.height,
    version: answer.version,
    peers: answer.peers,
    consensus_height: answer.consensus?.height ?? null,
    consensus_round: answer.consensus?.round ?? null,
    moved: answer.consensus === null ? null : answer.at.toISOString(),
    started: answer.processStartedAt?.toISOString() ?? null,
  }))
  await sql`
    insert into endpoint_sight as s (network_id, name, operators, answers, reason, since, at, height, version, peers,
                                     consensus_height, consensus_round, consensus_moved_at, process_started_at)
    select ${networkId}, r.name, r.operators, r.answers, r.reason, r.at, r.at, r.height, r.version, r.peers,
           r.consensus_height, r.consensus_round, r.moved, r.started
      from jsonb_to_recordset(${sql.json(json)})
           as r (name text, at timestamptz, answers boolean, reason text, operators jsonb, height bigint, version text,
                 peers int, consensus_height bigint, consensus_round int, moved timestamptz, started timestamptz)
    on conflict (network_id, name) do update
       set operators = case when excluded.operators = '[]' then s.operators else excluded.operators end,
           answers = excluded.answers, reason = excluded.reason, at = excluded.at,
           since = case when s.answers = excluded.answers then s.since else excluded.at end,
           height = case when excluded.answers then excluded.height else s.height end,
           version = coalesce(excluded.version, s.version),
           peers = case when excluded.answers then excluded.peers else s.peers end,
           consensus_height = case when excluded.answers then excluded.consensus_height else s.consensus_height end,
           consensus_round = case when excluded.answers then excluded.consensus_round else s.consensus_round end,
           consensus_moved_at = case
             when not excluded.answers then s.consensus_moved_at
             when (s.consensus_height, s.consensus_round)
                  is not distinct from (excluded.consensus_height, excluded.consensus_round) then s.consensus_moved_at
             else excluded.consensus_moved_at end,
           process_started_at = coalesce(excluded.process_started_at, s.process_started_at)`
}

/** Writes what nodes heard of each other at `at`. A height that fell is taken over, but is no sign of life. */
export async function saveHeard(
  sql: AnySql,
  networkId: number,
  heard: readonly Heard[],
  at: Date,
): Promise<void> {
  const json = heard.map(({ operator, height, version, relays }) => ({ operator, height, version, relays }))
  await sql`
    insert into node_sight as s (network_id, operator, height, version, relays, first_seen_at, changed_at, listed_at)
    select ${networkId}, r.operator, r.height, r.version, r.relays, ${at}, ${at}, ${at}
      from jsonb_to_recordset(${sql.json(json)}) as r (operator text, height bigint, version text, relays int)
    on conflict (network_id, operator) do update
       set height = excluded.height, version = excluded.version, relays = excluded.relays, listed_at = excluded.listed_at,
           changed_at = case
             when excluded.height > s.height or excluded.version is distinct from s.version then excluded.changed_at
             else s.changed_at end`
  await sql`update sweep_state set heard_at = ${at} where network_id = ${networkId}`
}

/** Forgets nodes that are on nobody's list any more: a node without a key takes another name at every start. */
export async function deleteUnlisted(sql: AnySql, networkId: number, before: Date): Promise<void> {
  await sql`delete from node_sight where network_id = ${networkId} and listed_at < ${before}`
}

/** Endpoints that are not configured any more tell nothing any more. */
export async function deleteAnswersBut(
  sql: AnySql,
  networkId: number,
  names: readonly string[],
): Promise<void> {
  await sql`delete from endpoint_sight where network_id = ${networkId} and name <> all(${[...names]})`
}
