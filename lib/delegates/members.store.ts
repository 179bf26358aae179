import type { AnySql } from '#lib/db/client.ts'
import type { Membership } from './members.ts'

const COLUMNS = `m.network_id as "networkId", m.delegate_id as "delegateId", m.user_id as "userId", m.level, m.proof,
                 m.address, m.stranger_at as "strangerAt"`

/** A membership with the names of its user, network and delegate; the delegate's is null when it is unknown now. */
export type NamedMembership = Membership & {
  readonly network: string
  readonly delegateName: string | null
  readonly createdAt: Date
  readonly userName: string
}

/** What somebody holds in networks that are followed now, by network and delegate. */
export async function listMembershipsOf(sql: AnySql, userId: string): Promise<NamedMembership[]> {
  return await sql<NamedMembership[]>`
    select ${sql.unsafe(COLUMNS)}, m.created_at as "createdAt", n.slug as network, d.name as "delegateName",
           u.name as "userName"
      from membership m
      join network n on n.id = m.network_id and n.active
      join app_user u on u.id = m.user_id and u.deleted_at is null
      left join delegate d on d.network_id = m.network_id and d.id = m.delegate_id
     where m.user_id = ${userId}
     order by n.slug collate "C", m.delegate_id collate "C"`
}

/** Everybody who may act for a delegate, the first one first. */
export async function listMembers(
  sql: AnySql,
  networkId: number,
  delegateId: string,
): Promise<NamedMembership[]> {
  return await sql<NamedMembership[]>`
    select ${sql.unsafe(COLUMNS)}, m.created_at as "createdAt", n.slug as network, d.name as "delegateName",
           u.name as "userName"
      from membership m
      join network n on n.id = m.network_id
      join app_user u on u.id = m.user_id and u.deleted_at is null
      left join delegate d on d.network_id = m.network_id and d.id = m.delegate_id
     where m.network_id = ${networkId} and m.delegate_id = ${delegateId}
     order by m.created_at, m.user_id`
}

export async function findMembership(
  sql: AnySql,
  { networkId, delegateId, userId }: Pick<Membership, 'networkId' | 'delegateId' | 'userId'>,
): Promise<Membership | null> {
  const [row = null] = await sql<Membership[]>`
    select ${sql.unsafe(COLUMNS)}
      from membership m
     where m.network_id = ${networkId} and m.delegate_id = ${delegateId} and m.user_id = ${userId}`
  return row
}

/** Whoever changes members of this delegate waits until the caller's transaction ends. */
export async function lockMembers(sql: AnySql, networkId: number, delegateId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('members ' || ${networkId}::int || ' ' || ${delegateId}, 0))`
}

/** A new membership, or a new proof and level of one. */
export async function saveMembership(sql: AnySql, membership: Membership): Promise<void> {
  const { networkId, delegateId, userId, level, proof, address, strangerAt } = membership
  await sql`
    insert into membership (network_id, delegate_id, user_id, level, proof, address, stranger_at)
    values (${networkId}, ${delegateId}, ${userId}, ${level}, ${proof}, ${address}, ${strangerAt})
    on conflict (network_id, delegate_id, user_id) do update
       set level = excluded.level, proof = excluded.proof, address = excluded.address, stranger_at = excluded.stranger_at`
}

export async function deleteMembership(
  sql: AnySql,
  { networkId, delegateId, userId }: Pick<Membership, 'networkId' | 'delegateId' | 'userId'>,
): Promise<void> {
  await sql`
    delete from membership where network_id = ${networkId} and delegate_id = ${delegateId} and user_id = ${userId}`
}

/** How many others manage a delegate with a proof that holds. */
export async function countOtherManagers(
  sql: AnySql,
  { networkId, delegateId, userId }: Pick<Membership, 'networkId' | 'delegateId' | 'userId'>,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count
      from membership m
      join app_user u on u.id = m.user_id and u.deleted_at is null
     where m.network_id = ${networkId} and m.delegate_id = ${delegateId} and m.user_id <> ${userId}
       and m.level = 'manager' and m.stranger_at is null`
  return row?.count ?? 0
}

/** Whose proof no longer matched the chain's owner, or does again: what changed. */
export async function markStrangers(sql: AnySql, networkId: number, now: Date): Promise<Membership[]> {
  return await sql<Membership[]>`
    update membership m set stranger_at = case when d.owner = m.address then null else ${now}::timestamptz end
      from delegate d
     where m.network_id = ${networkId} and d.network_id = m.network_id and d.id = m.delegate_id
       and m.proof in ('owner_key', 'contract') and (d.owner = m.address) = (m.stranger_at is not null)
    returning ${sql.unsafe(COLUMNS)}`
}
