import type { PollCandidate, RankedCandidate } from '#lib/chain/candidates.ts'
import type { AnySql } from '#lib/db/client.ts'
import type { Checkpoint, SeatCounts, SeatsCheck } from './open-epoch.ts'

/** An epoch's own row. */
export type EpochRow = {
  readonly epoch: number
  readonly startHeight: number
  readonly endHeight: number
  readonly complete: boolean
  readonly quorum: number
  readonly producedBlocks: number
  readonly lostRounds: number
  readonly networkLostRounds: number
  readonly lateCommits: number
  readonly checkpoint: Checkpoint | null
  readonly seatsCheck: SeatsCheck | null
}

export async function saveEpoch(sql: AnySql, networkId: number, row: EpochRow): Promise<void> {
  const checkpoint = row.checkpoint === null ? null : sql.json({ ...row.checkpoint })
  const seatsCheck = row.seatsCheck === null ? null : sql.json({ ...row.seatsCheck })
  await sql`
    insert into epoch (network_id, epoch, start_height, end_height, complete, quorum,
                       produced_blocks, lost_rounds, network_lost_rounds, late_commits, checkpoint, seats_check)
    values (${networkId}, ${row.epoch}, ${row.startHeight}, ${row.endHeight}, ${row.complete}, ${row.quorum},
            ${row.producedBlocks}, ${row.lostRounds}, ${row.networkLostRounds}, ${row.lateCommits}, ${checkpoint},
            ${seatsCheck})
    on conflict (network_id, epoch) do update
       set complete = excluded.complete, produced_blocks = excluded.produced_blocks,
           lost_rounds = excluded.lost_rounds, network_lost_rounds = excluded.network_lost_rounds,
           late_commits = excluded.late_commits, checkpoint = excluded.checkpoint,
           seats_check = coalesce(epoch.seats_check, excluded.seats_check)`
}

export type EpochDelegateRow = RankedCandidate & {
  readonly delegateId: string | null
  readonly name: string | null
  readonly rank: number
  readonly seat: number | null
  readonly expected: number
}

/** The epoch's whole list before its first block. Rows that stand already stay. */
export async function insertEpochDelegates(
  sql: AnySql,
  networkId: number,
  epoch: number,
  rows: readonly EpochDelegateRow[],
): Promise<void> {
  const json = rows.map((row) => ({
    operator: row.operator,
    delegate_id: row.delegateId,
    name: row.name,
    identity: row.identity,
    reward: row.reward,
    rank: row.rank,
    votes: row.votes.toString(),
    votes_before_cut: row.votesBeforeCut?.toString() ?? null,
    seat: row.seat,
    expected: row.expected,
    probation_count: row.probationCount,
  }))
  await sql`
    insert into epoch_delegate (network_id, epoch, operator, delegate_id, name, identity, reward, rank, votes,
                                votes_before_cut, seat, produced, expected, missed_primary, missed_covering,
                                probation, probation_count)
    select ${networkId}, ${epoch}, r.operator, r.delegate_id, r.name, r.identity, r.reward, r.rank, r.votes,
           r.votes_before_cut, r.seat, 0, r.expected, 0, 0, r.probation_count > 0, r.probation_count
      from jsonb_to_recordset(${sql.json(json)})
           as r (operator text, delegate_id text, name text, identity text, reward text, rank int, votes numeric,
                 votes_before_cut numeric, seat int, expected int, probation_count int)
    on conflict (network_id, epoch, operator) do nothing`
}

export type SeatRow = SeatCounts & {
  readonly operator: string
  /** Of the whole epoch's expected blocks, also while it is open. */
  readonly productivityPercent: number
  /** Null while the epoch is open. */
  readonly unproductive: boolean | null
}

/** Counts of the seats; rows that would not change are left alone. */
export async function saveSeatCounts(
  sql: AnySql,
  networkId: number,
  epoch: number,
  rows: readonly SeatRow[],
): Promise<void> {
  const json = rows.map((row) => ({
    operator: row.operator,
    produced: row.produced,
    missed_primary: row.missedPrimary,
    missed_covering: row.missedCovering,
    productivity_percent: row.productivityPercent,
    unproductive: row.unproductive,
  }))
  await sql`
    update epoch_delegate d
       set produced = r.produced, missed_primary = r.missed_primary, missed_covering = r.missed_covering,
           productivity_percent = r.productivity_percent, unproductive = r.unproductive
      from jsonb_to_recordset(${sql.json(json)})
           as r (operator text, produced int, missed_primary int, missed_covering int,
                 productivity_percent int, unproductive boolean)
     where d.network_id = ${networkId} and d.epoch = ${epoch} and d.operator = r.operator
       and (d.produced, d.missed_primary, d.missed_covering, d.productivity_percent, d.unproductive)
           is distinct from (r.produced, r.missed_primary, r.missed_covering, r.productivity_percent, r.unproductive)`
}

/** Slots that each delegate of an epoch missed; who is not named missed none. */
export async function saveMissedCounts(
  sql: AnySql,
  networkId: number,
  epoch: number,
  rows: readonly { readonly operator: string; readonly primary: number; readonly covering: number }[],
): Promise<void> {
  const json = rows.map(({ operator, primary, covering }) => ({ operator, primary, covering }))
  await sql`
    update epoch_delegate d
       set missed_primary = c.p, missed_covering = c.c
      from (select e.operator, coalesce(r."primary", 0) as p, coalesce(r.covering, 0) as c
              from epoch_delegate e
              left join jsonb_to_recordset(${sql.json(json)}) as r (operator text, "primary" int, covering int)
                on r.operator = e.operator
             where e.network_id = ${networkId} and e.epoch = ${epoch}) c
     where d.network_id = ${networkId} and d.epoch = ${epoch} and d.operator = c.operator
       and (d.missed_primary, d.missed_covering) <> (c.p, c.c)`
}

export async function saveNetworkLostRounds(
  sql: AnySql,
  networkId: number,
  epoch: number,
  networkLostRounds: number,
): Promise<void> {
  await sql`
    update epoch set network_lost_rounds = ${networkLostRounds}
     where network_id = ${networkId} and epoch = ${epoch} and network_lost_rounds <> ${networkLostRounds}`
}

export async function savePollResult(
  sql: AnySql,
  networkId: number,
  epoch: number,
  height: number,
  candidates: readonly PollCandidate[],
): Promise<void> {
  const json = candidates.map((candidate) => ({ ...candidate, votes: candidate.votes.toString() }))
  await sql`
    insert into poll_result (network_id, epoch, height, candidates)
    values (${networkId}, ${epoch}, ${height}, ${sql.json(json)})
    on conflict (network_id, epoch) do nothing`
}

/** Its candidates stand in the epoch's own list from now on. */
export async function deletePollResult(sql: AnySql, networkId: number, epoch: number): Promise<void> {
  await sql`delete from poll_result where network_id = ${networkId} and epoch = ${epoch}`
}

export async function deleteEpochsFrom(sql: AnySql, networkId: number, epoch: number): Promise<void> {
  await sql`delete from epoch where network_id = ${networkId} and epoch >= ${epoch}`
  await sql`delete from epoch_delegate where network_id = ${networkId} and epoch >= ${epoch}`
  await sql`delete from poll_result where network_id = ${networkId} and epoch > ${epoch}`
}

/** Votes before the cut, which a checkpoint cannot give. */
export async function saveVotesBeforeCut(
  sql: AnySql,
  networkId: number,
  epoch: number,
  list: readonly RankedCandidate[],
): Promise<void> {
  const json = list.map(({ operator, votesBeforeCut }) => ({
    operator,
    votes: votesBeforeCut?.toString() ?? null,
  }))
  await sql`
    update epoch_delegate d set votes_before_cut = r.votes
      from jsonb_to_recordset(${sql.json(json)}) as r (operator text, votes numeric)
     where d.network_id = ${networkId} and d.epoch = ${epoch} and d.operator = r.operator`
}

/** How far the lists of an epoch are still what endpoints gave; null = all of it is derived now. */
export async function saveCheckpoint(
  sql: AnySql,
  networkId: number,
  epoch: number,
  checkpoint: Checkpoint | null,
): Promise<void> {
  await sql`
    update epoch set checkpoint = ${checkpoint === null ? null : sql.json({ ...checkpoint })}
     where network_id = ${networkId} and epoch = ${epoch}`
}
