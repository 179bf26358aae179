import { z } from 'zod'
import type { Sql } from '#lib/db/client.ts'
import type { EpochDelegate, StoredEpoch } from './views.ts'

type EpochRow = {
  epoch: number
  start_height: string
  end_height: string
  complete: boolean
  quorum: number
  produced_blocks: number
  lost_rounds: number
  network_lost_rounds: number
  late_commits: number
  checkpoint: unknown
}

const Checkpoint = z.object({ endpoints: z.array(z.string()), agreed: z.boolean() }).nullable()

/** Stored epochs below `before` (null = the newest), newest first. */
export async function listEpochs(
  sql: Sql,
  network: number,
  before: number | null,
  limit: number,
): Promise<StoredEpoch[]> {
  const rows = await sql<EpochRow[]>`
    select epoch, start_height, end_height, complete, quorum, produced_blocks, lost_rounds, network_lost_rounds,
           late_commits, checkpoint
      from epoch
     where network_id = ${network} and epoch < coalesce(${before}::int, 2147483647)
     order by epoch desc
     limit ${limit}`
  return rows.map(epochOfRow)
}

/** One stored epoch, or null. */
export async function findEpoch(sql: Sql, network: number, epoch: number): Promise<StoredEpoch | null> {
  const [row] = await sql<EpochRow[]>`
    select epoch, start_height, end_height, complete, quorum, produced_blocks, lost_rounds, network_lost_rounds,
           late_commits, checkpoint
      from epoch
     where network_id = ${network} and epoch = ${epoch}`
  return row === undefined ? null : epochOfRow(row)
}

/** The first and last stored epoch; null when none is. */
export async function findEpochRange(
  sql: Sql,
  network: number,
): Promise<{ first: number; last: number } | null> {
  const [row] = await sql<{ first: number | null; last: number | null }[]>`
    select min(epoch) as first, max(epoch) as last from epoch where network_id = ${network}`
  return row === undefined || row.first === null || row.last === null
    ? null
    : { first: row.first, last: row.last }
}

type DelegateRow = {
  epoch: number
  operator: string
  delegate_id: string | null
  name: string | null
  identity: string
  reward: string
  rank: number
  votes: string
  votes_before_cut: string | null
  seat: number | null
  produced: number
  expected: number
  missed_primary: number
  missed_covering: number
  productivity_percent: number | null
  unproductive: boolean | null
  probation: boolean
  probation_count: number
}

/** All candidates of the epochs `from` to `to`, by epoch and rank. */
export async function listEpochDelegates(
  sql: Sql,
  network: number,
  from: number,
  to: number,
): Promise<EpochDelegate[]> {
  const rows = await sql<DelegateRow[]>`
    select epoch, operator, delegate_id, name, identity, reward, rank, votes, votes_before_cut, seat, produced, expected,
           missed_primary, missed_covering, productivity_percent, unproductive, probation, probation_count
      from epoch_delegate
     where network_id = ${network} and epoch between ${from} and ${to}
     order by epoch, rank`
  return rows.map(delegateOfRow)
}

/**
 * The newest epochs of one delegate, newest first, each with whether it is complete. By its id, and by its operators
 * where a list carried no id; two bounded index reads, since one with `or` would walk a year of rows, and `complete` by
 * a subselect a row, since the planner answers a join by reading every epoch.
 */
export async function listEpochsOfDelegate(
  sql: Sql,
  network: number,
  id: string | null,
  operators: readonly string[],
  limit: number,
): Promise<(EpochDelegate & { complete: boolean })[]> {
  const rows = await sql<(DelegateRow & { complete: boolean })[]>`
    with candidate as (
      (select * from epoch_delegate
        where network_id = ${network} and delegate_id = ${id}
        order by epoch desc limit ${limit})
      union
      select d.* from unnest(${sql.array([...operators])}::text[]) as o(operator)
       cross join lateral (
         select * from epoch_delegate
          where network_id = ${network} and operator = o.operator
          order by epoch desc limit ${limit}
       ) d
       where ${id}::text is null or d.delegate_id is null or d.delegate_id = ${id}
    )
    select c.epoch, c.operator, c.delegate_id, c.name, c.identity, c.reward, c.rank, c.votes, c.votes_before_cut, c.seat,
           c.produced, c.expected, c.missed_primary, c.missed_covering, c.productivity_percent, c.unproductive,
           c.probation, c.probation_count,
           coalesce((select complete from epoch where network_id = ${network} and epoch = c.epoch), false) as complete
      from candidate c
     order by c.epoch desc
     limit ${limit}`
  return rows.map((row) => ({ ...delegateOfRow(row), complete: row.complete }))
}

function epochOfRow(row: EpochRow): StoredEpoch {
  return {
    epoch: row.epoch,
    startHeight: Number(row.start_height),
    endHeight: Number(row.end_height),
    complete: row.complete,
    quorum: row.quorum,
    producedBlocks: row.produced_blocks,
    lostRounds: row.lost_rounds,
    networkLostRounds: row.network_lost_rounds,
    lateCommits: row.late_commits,
    checkpoint: Checkpoint.parse(row.checkpoint),
  }
}

function delegateOfRow(row: DelegateRow): EpochDelegate {
  return {
    epoch: row.epoch,
    operator: row.operator,
    id: row.delegate_id,
    name: row.name,
    identity: row.identity,
    reward: row.reward,
    rank: row.rank,
    votes: BigInt(row.votes),
    votesBeforeCut: row.votes_before_cut === null ? null : BigInt(row.votes_before_cut),
    seat: row.seat,
    produced: row.produced,
    expected: row.expected,
    missedPrimary: row.missed_primary,
    missedCovering: row.missed_covering,
    productivityPercent: row.productivity_percent,
    unproductive: row.unproductive,
    probation: row.probation,
    probationCount: row.probation_count,
  }
}
