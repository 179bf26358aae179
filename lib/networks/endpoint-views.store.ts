import { z } from 'zod'
import type { Sql } from '#lib/db/client.ts'
import { EndpointView } from './schema.ts'

const Address = z
  .string()
  .nullish()
  .transform((text) => text ?? null)
const Addresses = z.object({ grpc: Address, jsonrpc: Address, gateway: z.boolean().nullish() })

type Row = {
  name: string
  addresses: unknown
  height: string | null
  lag: number | null
  version: string | null
  answered_at: Date | null
  checked_at: Date | null
  verdict: string
  detail: string | null
  proof: unknown
  conflict: unknown
}

/** The endpoints of a network by name. */
export async function listEndpoints(sql: Sql, network: number): Promise<EndpointView[]> {
  const rows = await sql<Row[]>`
    select name, addresses, height, lag, version, answered_at, checked_at, verdict, detail, proof, conflict
      from endpoint
     where network_id = ${network}
     order by name collate "C"`
  return rows.map(viewOfRow)
}

function viewOfRow(row: Row): EndpointView {
  const { grpc, jsonrpc, gateway } = Addresses.parse(row.addresses)
  const height = row.height === null ? null : Number(row.height)
  return {
    name: row.name,
    grpc,
    jsonrpc,
    gateway: gateway ?? false,
    height,
    lag: row.lag,
    version: row.version,
    answeredAt: row.answered_at?.toISOString() ?? null,
    checkedAt: row.checked_at?.toISOString() ?? null,
    verdict: row.verdict,
    detail: row.detail,
    proof: EndpointView.shape.proof.parse(row.proof),
    conflict: EndpointView.shape.conflict.parse(row.conflict),
  }
}
