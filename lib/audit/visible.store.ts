import type { AnySql } from '#lib/db/client.ts'
import { entryColumns, entryOf } from './entries.store.ts'
import type { StoredEntry } from './verify.ts'

/** Which entries are meant: all, or those of these delegates and of these who did something. */
export type Scope =
  | 'all'
  | {
      readonly delegates: readonly { readonly networkId: number; readonly delegateId: string }[]
      readonly actorIds: readonly string[]
    }

/** A stretch of the log: below a number newest first, or above one oldest first. */
export type Stretch =
  | { readonly below: number; readonly limit: number }
  | { readonly above: number; readonly limit: number }

/** An entry with what its network and who did it are called now. */
export type NamedEntry = StoredEntry & { readonly network: string | null; readonly actorName: string | null }

/** Entries of a scope in a stretch; each part of the scope is read by an index of its own. */
export async function listVisible(sql: AnySql, scope: Scope, stretch: Stretch): Promise<NamedEntry[]> {
  const rows = await sql`
    select ${entryColumns(sql)}, n.slug as network, coalesce(u.name, t.name) as actor_name
      from (${seqsOf(sql, scope, stretch)}) as meant
      join audit_entry e using (seq)
      left join network n on n.id = e.network_id
      left join app_user u on u.id = case when e.actor_kind = 'user' then ${actorUuid(sql)} end
      left join api_token t on t.id = case when e.actor_kind = 'token' then ${actorUuid(sql)} end
     order by ${order(sql, stretch)}`
  return rows.map((row) => ({ ...entryOf(row), network: row.network, actorName: row.actor_name }))
}

function seqsOf(sql: AnySql, scope: Scope, stretch: Stretch) {
  const rest = sql`${range(sql, stretch)} order by ${order(sql, stretch)} limit ${stretch.limit}`
  if (scope === 'all') return sql`select e.seq from audit_entry e where ${rest}`
  const networks = scope.delegates.map(({ networkId }) => networkId)
  const delegates = scope.delegates.map(({ delegateId }) => delegateId)
  return sql`
    select e.seq
      from (select of_delegate.seq
              from unnest(${networks}::int[], ${delegates}::text[]) as d (network_id, delegate_id),
                   lateral (select e.seq from audit_entry e
                             where e.network_id = d.network_id and e.delegate_id = d.delegate_id and ${rest}
                           ) as of_delegate
            union
            select of_actor.seq
              from unnest(${[...scope.actorIds]}::text[]) as a (actor_id),
                   lateral (select e.seq from audit_entry e where e.actor_id = a.actor_id and ${rest}) as of_actor
           ) as e
     order by ${order(sql, stretch)}
     limit ${stretch.limit}`
}

function range(sql: AnySql, stretch: Stretch) {
  return 'below' in stretch ? sql`e.seq < ${stretch.below}` : sql`e.seq > ${stretch.above}`
}

function order(sql: AnySql, stretch: Stretch) {
  return 'below' in stretch ? sql`e.seq desc` : sql`e.seq`
}

/** The id of a user or token; null for what is none, whoever wrote it. */
function actorUuid(sql: AnySql) {
  return sql`case when e.actor_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then e.actor_id::uuid end`
}
