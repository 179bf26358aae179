import type { AnySql } from '#lib/db/client.ts'
import type { Head } from './entry.ts'

/** A head as it was published at the end of an epoch. */
export type PublishedHead = Head & { readonly epoch: number; readonly publishedAt: Date }

/** Publishes where the chain stands for an epoch; one that was published stays. */
export async function insertHead(sql: AnySql, networkId: number, epoch: number, none: Head): Promise<void> {
  await sql`
    insert into audit_head (network_id, epoch, seq, hash)
    select ${networkId}, ${epoch}, coalesce(e.seq, ${none.seq}), coalesce(e.hash, ${none.hash})
      from (select 1) as always
      left join (select seq, hash from audit_entry order by seq desc limit 1) e on true
    on conflict (network_id, epoch) do nothing`
}

/** A network's published heads below an epoch, newest first. */
export async function listHeadsBefore(
  sql: AnySql,
  networkId: number,
  beforeEpoch: number | null,
  limit: number,
): Promise<PublishedHead[]> {
  const rows = await sql`
    select epoch, seq, hash, published_at
      from audit_head
     where network_id = ${networkId} and (${beforeEpoch}::int is null or epoch < ${beforeEpoch})
     order by epoch desc
     limit ${limit}`
  return rows.map(({ epoch, seq, hash, published_at }) => {
    return { epoch, seq: Number(seq), hash, publishedAt: published_at }
  })
}

/** The first published head that the log does not bear out, with the hash that stands there; null = all are. */
export async function findBrokenHead(
  sql: AnySql,
): Promise<{ readonly head: Head; readonly hashThere: Uint8Array | null } | null> {
  const [row] = await sql`
    select h.seq, h.hash, e.hash as there
      from audit_head h
      left join audit_entry e on e.seq = h.seq
     where h.seq > 0 and e.hash is distinct from h.hash
     order by h.seq
     limit 1`
  return row === undefined ? null : { head: { seq: Number(row.seq), hash: row.hash }, hashThere: row.there }
}
