import type { AnySql } from '#lib/db/client.ts'
import type { Pause } from './pauses.ts'

/** The pauses of a network, oldest first. */
export async function listPauses(sql: AnySql, networkId: number): Promise<Pause[]> {
  const rows = await sql`
    select id, from_at, until_at, why from network_pause where network_id = ${networkId} order by from_at, id`
  return rows.map(pauseOf)
}

/** Pauses below an id, newest first. */
export async function listPausesBefore(
  sql: AnySql,
  networkId: number,
  before: number | null,
  limit: number,
): Promise<Pause[]> {
  const rows = await sql`
    select id, from_at, until_at, why
      from network_pause
     where network_id = ${networkId} and (${before}::int is null or id < ${before})
     order by id desc
     limit ${limit}`
  return rows.map(pauseOf)
}

export async function insertPause(
  sql: AnySql,
  networkId: number,
  { fromMs, untilMs, why }: Omit<Pause, 'id'>,
): Promise<Pause> {
  const until = untilMs === null ? null : new Date(untilMs)
  const [row] = await sql`
    insert into network_pause (network_id, from_at, until_at, why)
    values (${networkId}, ${new Date(fromMs)}, ${until}, ${why})
    returning id, from_at, until_at, why`
  return pauseOf(row ?? {})
}

/** The pause and the slug of its network; null when there is none of this id. */
export async function findPause(
  sql: AnySql,
  id: number,
): Promise<{ readonly pause: Pause; readonly slug: string } | null> {
  const [row] = await sql`
    select p.id, p.from_at, p.until_at, p.why, n.slug
      from network_pause p
      join network n on n.id = p.network_id
     where p.id = ${id}`
  return row === undefined ? null : { pause: pauseOf(row), slug: row.slug }
}

/** Ends a pause at an instant, or where it begins if that is later; one that ended before stays as it was. */
export async function savePauseEnd(sql: AnySql, id: number, untilMs: number): Promise<Pause | null> {
  const [row] = await sql`
    update network_pause set until_at = greatest(from_at, ${new Date(untilMs)})
     where id = ${id} and (until_at is null or until_at > ${new Date(untilMs)})
    returning id, from_at, until_at, why`
  return row === undefined ? null : pauseOf(row)
}

function pauseOf(row: Record<string, unknown>): Pause {
  const { id, from_at, until_at, why } = row as {
    id: number
    from_at: Date
    until_at: Date | null
    why: string
  }
  return { id, fromMs: from_at.getTime(), untilMs: until_at?.getTime() ?? null, why }
}
