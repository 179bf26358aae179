import type { AnySql } from '#lib/db/client.ts'
import type { Pause } from '#lib/networks/pauses.ts'

/** Keeps followers from storing blocks until the transaction ends. */
export async function lockSpans(sql: AnySql, networkId: number): Promise<void> {
  await sql`select lane from span where network_id = ${networkId} order by lane for update`
}

/** Whether a slot of an epoch began in one of these pauses. */
export async function hasSlotsIn(
  sql: AnySql,
  networkId: number,
  epoch: number,
  pauses: readonly Pause[],
): Promise<boolean> {
  const [row] = await sql`
    select exists (
      select 1 from missed_slot m, jsonb_to_recordset(${sql.json(windows(pauses))}) as p (f timestamptz, u timestamptz)
       where m.network_id = ${networkId} and m.epoch = ${epoch} and m.at >= p.f and (p.u is null or m.at < p.u)) as found`
  return row?.found === true
}

/** The epochs of which slots began in a pause. */
export async function listEpochsWithSlotsIn(
  sql: AnySql,
  networkId: number,
  { fromMs, untilMs }: Pause,
): Promise<number[]> {
  const until = untilMs === null ? null : new Date(untilMs)
  const rows = await sql`
    select distinct epoch
      from missed_slot
     where network_id = ${networkId} and at >= ${new Date(fromMs)}
       and (${until}::timestamptz is null or at < ${until})
     order by epoch`
  return rows.map(({ epoch }) => epoch)
}

/** Writes whose fault each slot of an epoch is, by its run and by these pauses. */
export async function saveCauses(
  sql: AnySql,
  networkId: number,
  epoch: number,
  mayBeAway: number,
  pauses: readonly Pause[],
): Promise<void> {
  await sql`
    update missed_slot m set cause = c.cause
      from (select s.height, s.round,
                   case when s.run > ${mayBeAway} or exists (
                          select 1 from jsonb_to_recordset(${sql.json(windows(pauses))}) as p (f timestamptz, u timestamptz)
                           where s.at >= p.f and (p.u is null or s.at < p.u))
                        then 'network' else 'delegate' end as cause
              from missed_slot s
             where s.network_id = ${networkId} and s.epoch = ${epoch}) c
     where m.network_id = ${networkId} and m.height = c.height and m.round = c.round and m.cause <> c.cause`
}

export type MissedOf = { readonly operator: string; readonly primary: number; readonly covering: number }

/** How many slots of an epoch are the network's, and how many each delegate's. */
export async function countMissedOf(
  sql: AnySql,
  networkId: number,
  epoch: number,
): Promise<{ readonly networkLostRounds: number; readonly byOperator: readonly MissedOf[] }> {
  const rows = await sql`
    select operator,
           count(*) filter (where cause = 'network')::int as network,
           count(*) filter (where cause <> 'network' and kind = 'primary')::int as primary_count,
           count(*) filter (where cause <> 'network' and kind <> 'primary')::int as covering_count
      from missed_slot
     where network_id = ${networkId} and epoch = ${epoch}
     group by operator`
  return {
    networkLostRounds: rows.reduce((sum, { network }) => sum + network, 0),
    byOperator: rows.map(({ operator, primary_count, covering_count }) => {
      return { operator, primary: primary_count, covering: covering_count }
    }),
  }
}

function windows(pauses: readonly Pause[]) {
  return pauses.map(({ fromMs, untilMs }) => {
    return { f: new Date(fromMs).toISOString(), u: untilMs === null ? null : new Date(untilMs).toISOString() }
  })
}
