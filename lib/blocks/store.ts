import type { MissedSlot } from '#lib/chain/missed-slots.ts'
import type { AnySql } from '#lib/db/client.ts'
import type { BlockRow } from './chunk.ts'

export type Lane = 'tail' | 'backfill'

/** A contiguous run of stored blocks that grows at its end. */
export type Span = {
  readonly lane: Lane
  readonly fromHeight: number
  /** First height that is not stored yet. */
  readonly nextHeight: number
  /** Last height of a backfill; null for the tail. */
  readonly untilHeight: number | null
}

export async function listSpans(sql: AnySql, networkId: number): Promise<Span[]> {
  const rows = await sql`
    select lane, from_height, next_height, until_height from span where network_id = ${networkId}`
  return rows.map((row) => ({
    lane: row.lane,
    fromHeight: Number(row.from_height),
    nextHeight: Number(row.next_height),
    untilHeight: row.until_height === null ? null : Number(row.until_height),
  }))
}

export async function insertSpan(sql: AnySql, networkId: number, span: Span): Promise<void> {
  await sql`
    insert into span (network_id, lane, from_height, next_height, until_height)
    values (${networkId}, ${span.lane}, ${span.fromHeight}, ${span.nextHeight}, ${span.untilHeight})
    on conflict (network_id, lane) do nothing`
}

/** False when the span no longer stood at `from`: another worker got there first, and nothing of ours may be stored. */
export async function advanceSpan(
  sql: AnySql,
  networkId: number,
  lane: Lane,
  from: number,
  next: number,
): Promise<boolean> {
  const rows = await sql`
    update span set next_height = ${next}
     where network_id = ${networkId} and lane = ${lane} and next_height = ${from}
    returning lane`
  return rows.length === 1
}

/** Ends a backfill that stands at `height`; false when another worker did so before, and nothing of ours may be stored. */
export async function endBackfill(sql: AnySql, networkId: number, height: number): Promise<boolean> {
  const rows = await sql`
    delete from span where network_id = ${networkId} and lane = 'backfill' and next_height = ${height}
    returning lane`
  return rows.length === 1
}

/** The tail takes over what the backfill brought; the two are one run from now on. */
export async function joinSpans(sql: AnySql, networkId: number, fromHeight: number): Promise<void> {
  await sql`update span set from_height = ${fromHeight} where network_id = ${networkId} and lane = 'tail'`
}

/** Throws the tail away: it goes on from `height`, where the backfill ended. */
export async function restartTail(
  sql: AnySql,
  networkId: number,
  fromHeight: number,
  height: number,
): Promise<void> {
  await deleteSpans(sql, networkId)
  await insertSpan(sql, networkId, { lane: 'tail', fromHeight, nextHeight: height, untilHeight: null })
}

export async function deleteSpans(sql: AnySql, networkId: number): Promise<void> {
  await sql`delete from span where network_id = ${networkId}`
}

export async function deleteBlocksFrom(sql: AnySql, networkId: number, height: number): Promise<void> {
  await sql`delete from block where network_id = ${networkId} and height >= ${height}`
  await sql`delete from missed_slot where network_id = ${networkId} and height >= ${height}`
}

export async function insertBlocks(sql: AnySql, networkId: number, rows: readonly BlockRow[]): Promise<void> {
  const json = rows.map((row) => ({
    height: row.height,
    hash: Buffer.from(row.hash).toString('hex'),
    at: new Date(row.atMs).toISOString(),
    round: row.round,
    late: row.lateRounds,
    seat: row.producerSeat,
    transactions: row.transactions,
    endorsers: row.endorsers === null ? null : bitmapOf(row.endorsers).toString('hex'),
  }))
  await sql`
    insert into block (network_id, height, hash, at, round, late_rounds, producer_seat, transactions, endorsers)
    select ${networkId}, r.height, decode(r.hash, 'hex'), r.at, r.round, r.late, r.seat, r.transactions,
           decode(r.endorsers, 'hex')
      from jsonb_to_recordset(${sql.json(json)})
           as r (height bigint, hash text, at timestamptz, round int, late smallint, seat smallint,
                 transactions int, endorsers text)`
}

/** Seats as bits, the lowest first. */
function bitmapOf(seats: readonly number[]): Buffer {
  const bytes = Buffer.alloc(Math.floor(Math.max(0, ...seats) / 8) + 1)
  for (const seat of seats) bytes[seat >> 3] = (bytes[seat >> 3] ?? 0) | (1 << (seat & 7))
  return bytes
}

export async function insertMissedSlots(
  sql: AnySql,
  networkId: number,
  epoch: number,
  slots: readonly (MissedSlot & { readonly operator: string })[],
): Promise<void> {
  if (slots.length === 0) return
  const json = slots.map(({ height, round, operator, kind, cause, run, atMs }) => {
    return { height, round, operator, kind, cause, run, at: new Date(atMs).toISOString() }
  })
  await sql`
    insert into missed_slot (network_id, height, round, epoch, operator, kind, cause, run, at)
    select ${networkId}, r.height, r.round, ${epoch}, r.operator, r.kind, r.cause, r.run, r.at
      from jsonb_to_recordset(${sql.json(json)})
           as r (height bigint, round int, operator text, kind text, cause text, run int, at timestamptz)`
}

export type StoredBlock = {
  readonly height: number
  readonly hash: Uint8Array
  readonly atMs: number
  readonly round: number
  readonly lateRounds: number
}

export async function findBlock(sql: AnySql, networkId: number, height: number): Promise<StoredBlock | null> {
  const [row] = await sql`
    select height, hash, at, round, late_rounds from block where network_id = ${networkId} and height = ${height}`
  if (row === undefined) return null
  const { hash, round } = row
  return { height: Number(row.height), hash, atMs: row.at.getTime(), round, lateRounds: row.late_rounds }
}

export async function countMissedAt(sql: AnySql, networkId: number, height: number): Promise<number> {
  const [row] = await sql`
    select count(*)::int as missed from missed_slot where network_id = ${networkId} and height = ${height}`
  return row?.missed ?? 0
}
