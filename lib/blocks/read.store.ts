import type { Sql } from '#lib/db/client.ts'
import type { StoredBlock, StoredMissedSlot } from './views.ts'

type BlockRow = {
  height: string
  hash: string
  at: Date
  round: number
  late_rounds: number
  producer_seat: number
  transactions: number
  endorsers: Uint8Array | null
}

/** Stored blocks of the heights `from` to `to`, newest first, at most `limit`. */
export async function listBlocks(
  sql: Sql,
  network: number,
  from: number,
  to: number,
  limit: number,
): Promise<StoredBlock[]> {
  const rows = await sql<BlockRow[]>`
    select height, encode(hash, 'hex') as hash, at, round, late_rounds, producer_seat, transactions, endorsers
      from block
     where network_id = ${network} and height between ${from} and ${to}
     order by height desc
     limit ${limit}`
  return rows.map((row) => ({
    height: Number(row.height),
    hash: row.hash,
    at: row.at,
    round: row.round,
    lateRounds: row.late_rounds,
    producerSeat: row.producer_seat,
    transactions: row.transactions,
    endorsers: row.endorsers,
  }))
}

type MissedRow = {
  height: string
  round: number
  at: Date
  delegate_id: string | null
  operator: string
  name: string | null
  kind: StoredMissedSlot['kind']
  cause: StoredMissedSlot['cause']
  run: number
}

/**
 * Missed slots of the heights `from` to `to`, ascending; of a height's run at most the last `lastRounds`, since a halt
 * of hours is thousands of rounds, and its first: whose turn the height was.
 */
export async function listMissedAt(
  sql: Sql,
  network: number,
  from: number,
  to: number,
  lastRounds: number,
): Promise<StoredMissedSlot[]> {
  const rows = await sql<MissedRow[]>`
    select m.height, m.round, m.at, d.delegate_id, m.operator, d.name, m.kind, m.cause, m.run
      from block b
      join missed_slot m on m.network_id = b.network_id and m.height = b.height and (m.round >= b.round - ${lastRounds}::int or m.round = 0)
      left join epoch_delegate d on d.network_id = m.network_id and d.epoch = m.epoch and d.operator = m.operator
     where b.network_id = ${network} and b.height between ${from} and ${to} and b.round > 0
     order by m.height, m.round`
  return rows.map(missedOfRow)
}

/** Missed slots of an epoch after a height and round, ascending. */
export async function listMissedOfEpoch(
  sql: Sql,
  network: number,
  epoch: number,
  after: readonly [height: number, round: number],
  limit: number,
): Promise<StoredMissedSlot[]> {
  const rows = await sql<MissedRow[]>`
    select m.height, m.round, m.at, d.delegate_id, m.operator, d.name, m.kind, m.cause, m.run
      from (
        select network_id, height, round, epoch, operator, kind, cause, run, at
          from missed_slot
         where network_id = ${network} and epoch = ${epoch} and height >= ${after[0]}
           and (height, round) > (${after[0]}::bigint, ${after[1]}::int)
         order by height, round
         limit ${limit}
      ) m
      left join epoch_delegate d on d.network_id = m.network_id and d.epoch = m.epoch and d.operator = m.operator
     order by m.height, m.round`
  return rows.map(missedOfRow)
}

/**
 * The newest missed slots of a delegate under its operators, newest first; an operator's slots from when it was
 * somebody else's are left out. One bounded index read an operator.
 */
export async function listMissedOfDelegate(
  sql: Sql,
  network: number,
  id: string | null,
  operators: readonly string[],
  limit: number,
): Promise<StoredMissedSlot[]> {
  const rows = await sql<MissedRow[]>`
    select m.height, m.round, m.at, d.delegate_id, m.operator, d.name, m.kind, m.cause, m.run
      from unnest(${sql.array([...operators])}::text[]) as o(operator)
     cross join lateral (
       select network_id, height, round, epoch, operator, kind, cause, run, at
         from missed_slot
        where network_id = ${network} and operator = o.operator
        order by height desc, round desc
        limit ${limit}
     ) m
      left join epoch_delegate d on d.network_id = m.network_id and d.epoch = m.epoch and d.operator = m.operator
     where d.delegate_id is null or d.delegate_id = ${id}
     order by m.height desc, m.round desc
     limit ${limit}`
  return rows.map(missedOfRow)
}

function missedOfRow(row: MissedRow): StoredMissedSlot {
  return {
    height: Number(row.height),
    round: row.round,
    at: row.at,
    id: row.delegate_id,
    operator: row.operator,
    name: row.name,
    kind: row.kind,
    cause: row.cause,
    run: row.run,
  }
}
