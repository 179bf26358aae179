import { z } from 'zod'
import type { PollCandidate, RankedCandidate } from '#lib/chain/candidates.ts'
import type { AnySql } from '#lib/db/client.ts'
import type { Checkpoint, SeatCounts } from './open-epoch.ts'

const CheckpointJson = z.object({ endpoints: z.array(z.string()), agreed: z.boolean() }).nullable()

const PollResultJson = z.array(
  z.object({ operator: z.string(), identity: z.string(), reward: z.string(), votes: z.coerce.bigint() }),
)

export type EpochCounts = {
  readonly producedBlocks: number
  readonly lostRounds: number
  readonly networkLostRounds: number
  readonly lateCommits: number
  readonly checkpoint: Checkpoint | null
}

export async function findEpochCounts(
  sql: AnySql,
  networkId: number,
  epoch: number,
): Promise<EpochCounts | null> {
  const [row] = await sql`
    select produced_blocks, lost_rounds, network_lost_rounds, late_commits, checkpoint
      from epoch where network_id = ${networkId} and epoch = ${epoch}`
  if (row === undefined) return null
  return {
    producedBlocks: row.produced_blocks,
    lostRounds: row.lost_rounds,
    networkLostRounds: row.network_lost_rounds,
    lateCommits: row.late_commits,
    checkpoint: CheckpointJson.parse(row.checkpoint),
  }
}

/** A stored list entry with its seat and what it did there. */
export type StoredCandidate = RankedCandidate & { readonly seat: number | null; readonly counts: SeatCounts }

/** An epoch's list by rank. */
export async function listCandidates(
  sql: AnySql,
  networkId: number,
  epoch: number,
): Promise<StoredCandidate[]> {
  const rows = await sql`
    select operator, identity, reward, votes, votes_before_cut, probation_count, seat,
           produced, missed_primary, missed_covering
      from epoch_delegate where network_id = ${networkId} and epoch = ${epoch} order by rank`
  return rows.map((row) => ({
    operator: row.operator,
    identity: row.identity,
    reward: row.reward,
    votes: BigInt(row.votes),
    votesBeforeCut: row.votes_before_cut === null ? null : BigInt(row.votes_before_cut),
    probationCount: row.probation_count,
    seat: row.seat,
    counts: {
      produced: row.produced,
      missedPrimary: row.missed_primary,
      missedCovering: row.missed_covering,
    },
  }))
}

export async function findPollResult(
  sql: AnySql,
  networkId: number,
  epoch: number,
): Promise<{ height: number; candidates: PollCandidate[] } | null> {
  const [row] = await sql`
    select height, candidates from poll_result where network_id = ${networkId} and epoch = ${epoch}`
  return row === undefined
    ? null
    : { height: Number(row.height), candidates: PollResultJson.parse(row.candidates) }
}

/** Complete epochs of a range, `from` to before `until`, in order. */
export async function listCompleteEpochs(
  sql: AnySql,
  networkId: number,
  from: number,
  until: number,
): Promise<number[]> {
  const rows = await sql`
    select epoch from epoch
     where network_id = ${networkId} and epoch >= ${from} and epoch < ${until} and complete order by epoch`
  return rows.map((row) => row.epoch)
}

export type UnproductiveRow = { readonly epoch: number; readonly operator: string; readonly identity: string }

/** Seats that were unproductive in the epochs of a range, `from` to before `until`. */
export async function listUnproductive(
  sql: AnySql,
  networkId: number,
  from: number,
  until: number,
): Promise<UnproductiveRow[]> {
  const rows = await sql`
    select epoch, operator, identity from epoch_delegate
     where network_id = ${networkId} and epoch >= ${from} and epoch < ${until} and unproductive
     order by epoch, operator`
  return rows.map((row) => ({ epoch: row.epoch, operator: row.operator, identity: row.identity }))
}
