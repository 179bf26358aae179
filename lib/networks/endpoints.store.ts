import type { AnySql } from '#lib/db/client.ts'
import type { EndpointConfig } from './config.ts'
import { EndpointView } from './schema.ts'

/** What an endpoint was caught with: a block that fails a check, and both values. */
export type Proof = NonNullable<EndpointView['proof']>

/** Its own lists differ from ours, or from another endpoint's where nothing proves either. */
export type Conflict = NonNullable<EndpointView['conflict']>

export type EndpointMemory = {
  readonly verdict: string
  readonly proof: Proof | null
  readonly conflict: Conflict | null
}

/** What is remembered of an endpoint; null when it was never looked at under these addresses. */
export async function findMemory(
  sql: AnySql,
  networkId: number,
  { name, ...addresses }: EndpointConfig,
): Promise<EndpointMemory | null> {
  const [row] = await sql`
    select verdict, proof, conflict
      from endpoint
     where network_id = ${networkId} and name = ${name} and addresses = ${sql.json(addresses)}`
  if (row === undefined) return null
  return {
    verdict: row.verdict,
    proof: EndpointView.shape.proof.parse(row.proof),
    conflict: EndpointView.shape.conflict.parse(row.conflict),
  }
}

export type EndpointReport = EndpointMemory & {
  readonly height: number | null
  /** Blocks below the network's tip when it was asked. */
  readonly lag: number | null
  readonly version: string | null
  readonly detail: string | null
  readonly answeredAt: Date | null
  readonly checkedAt: Date | null
}

/** Writes how an endpoint was last seen. What it answered before stays where this time there was no answer. */
export async function saveEndpoint(
  sql: AnySql,
  networkId: number,
  { name, ...addresses }: EndpointConfig,
  report: EndpointReport,
): Promise<void> {
  const { height, lag, version, verdict, detail, answeredAt, checkedAt } = report
  const proof = report.proof === null ? null : sql.json({ ...report.proof })
  const conflict = report.conflict === null ? null : sql.json({ ...report.conflict })
  await sql`
    insert into endpoint (network_id, name, addresses, height, lag, version, answered_at, checked_at,
                          verdict, detail, proof, conflict)
    values (${networkId}, ${name}, ${sql.json(addresses)}, ${height}, ${lag}, ${version}, ${answeredAt}, ${checkedAt},
            ${verdict}, ${detail}, ${proof}, ${conflict})
    on conflict (network_id, name) do update
       set addresses = excluded.addresses, height = coalesce(excluded.height, endpoint.height),
           lag = coalesce(excluded.lag, endpoint.lag),
           version = coalesce(excluded.version, endpoint.version),
           answered_at = coalesce(excluded.answered_at, endpoint.answered_at), checked_at = excluded.checked_at,
           verdict = excluded.verdict, detail = excluded.detail, proof = excluded.proof, conflict = excluded.conflict`
}

/** Endpoints that are not configured any more are not shown any more. */
export async function deleteEndpointsBut(
  sql: AnySql,
  networkId: number,
  names: readonly string[],
): Promise<void> {
  await sql`delete from endpoint where network_id = ${networkId} and name <> all(${[...names]})`
}
