import type { AnySql } from '#lib/db/client.ts'
import { Profile } from './profile.ts'

export type StoredProfile = {
  readonly version: number
  readonly profile: Profile
  readonly at: Date
  /** Null when the account is deleted. */
  readonly by: string | null
}

/** Versions of a delegate's profile below one (null = all), newest first. */
export async function listProfiles(
  sql: AnySql,
  { networkId, delegateId }: { readonly networkId: number; readonly delegateId: string },
  below: number | null,
  limit: number,
): Promise<StoredProfile[]> {
  const rows = await sql`
    select p.version, p.profile, p.created_at, u.name
      from delegate_profile p
      left join app_user u on u.id = p.created_by and u.deleted_at is null
     where p.network_id = ${networkId} and p.delegate_id = ${delegateId}
       and (${below}::int is null or p.version < ${below})
     order by p.version desc
     limit ${limit}`
  return rows.map(({ version, profile, created_at, name }) => {
    return { version, profile: Profile.parse(profile), at: created_at, by: name }
  })
}

/** When it was stored; null when somebody else was faster to this version. */
export async function insertProfile(
  sql: AnySql,
  written: {
    readonly networkId: number
    readonly delegateId: string
    readonly version: number
    readonly profile: Profile
    readonly userId: string
  },
): Promise<Date | null> {
  const { networkId, delegateId, version, profile, userId } = written
  const [row] = await sql`
    insert into delegate_profile (network_id, delegate_id, version, profile, created_by)
    values (${networkId}, ${delegateId}, ${version}, ${sql.json(profile)}, ${userId})
    on conflict (network_id, delegate_id, version) do nothing
    returning created_at`
  return row?.created_at ?? null
}
