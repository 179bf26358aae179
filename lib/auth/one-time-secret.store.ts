import type postgres from 'postgres'
import type { AnySql } from '#lib/db/client.ts'

/** What a secret is about, as its purpose writes it. */
export type SecretSubject = { readonly [name: string]: postgres.JSONValue }

export type StoredSecret = {
  /** Hash in hex: names the secret without being it. */
  readonly id: string
  readonly subject: SecretSubject
  readonly createdBy: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly usedAt: Date | null
  readonly revokedAt: Date | null
}

export type NewSecret = {
  readonly hash: Uint8Array
  readonly purpose: string
  readonly subject: SecretSubject
  readonly ttlSeconds: number
  readonly createdBy: string | null
}

export async function insertSecret(sql: AnySql, secret: NewSecret): Promise<Date> {
  const [row] = await sql<{ expires_at: Date }[]>`
    insert into one_time_secret (secret_hash, purpose, subject, created_by, created_at, expires_at)
    values (${secret.hash}, ${secret.purpose}, ${sql.json(secret.subject)}, ${secret.createdBy}, clock_timestamp(),
            clock_timestamp() + make_interval(secs => ${secret.ttlSeconds}))
    returning expires_at`
  return row?.expires_at ?? new Date(0)
}

/** What the secret was about when it was still good; null for all but the first who uses it. */
export async function markUsed(
  sql: AnySql,
  purpose: string,
  hash: Uint8Array,
  usedBy: string | null,
): Promise<SecretSubject | null> {
  const [row] = await sql<{ subject: SecretSubject }[]>`
    update one_time_secret set used_at = clock_timestamp(), used_by = ${usedBy}
     where secret_hash = ${hash} and purpose = ${purpose}
       and used_at is null and revoked_at is null and expires_at > clock_timestamp()
    returning subject`
  return row?.subject ?? null
}

export async function findSecret(
  sql: AnySql,
  purpose: string,
  hash: Uint8Array,
): Promise<StoredSecret | null> {
  const [row] = await sql`
    select encode(secret_hash, 'hex') as id, subject, created_by, created_at, expires_at, used_at, revoked_at
      from one_time_secret
     where secret_hash = ${hash} and purpose = ${purpose}`
  return row === undefined ? null : secretOf(row)
}

/** Those whose subject holds all of `match` and that can still be used, oldest first. */
export async function listOpenSecrets(
  sql: AnySql,
  purpose: string,
  match: SecretSubject,
): Promise<StoredSecret[]> {
  const rows = await sql`
    select encode(secret_hash, 'hex') as id, subject, created_by, created_at, expires_at, used_at, revoked_at
      from one_time_secret
     where purpose = ${purpose} and subject @> ${sql.json(match)}
       and used_at is null and revoked_at is null and expires_at > clock_timestamp()
     order by created_at, secret_hash`
  return rows.map(secretOf)
}

/** False when there is none such that could still be used. */
export async function markRevoked(
  sql: AnySql,
  purpose: string,
  hash: Uint8Array,
  match: SecretSubject,
): Promise<boolean> {
  const rows = await sql`
    update one_time_secret set revoked_at = clock_timestamp()
     where secret_hash = ${hash} and purpose = ${purpose} and subject @> ${sql.json(match)}
       and used_at is null and revoked_at is null and expires_at > clock_timestamp()
    returning purpose`
  return rows.length === 1
}

/** Forgets those of a purpose that ended a day ago, some at a time: anybody may ask for a nonce. */
export async function deleteOldSecrets(sql: AnySql, purpose: string): Promise<void> {
  await sql`
    delete from one_time_secret
     where secret_hash in (
       select secret_hash from one_time_secret
        where expires_at < now() - interval '1 day' and purpose = ${purpose}
        limit 20 for update skip locked)`
}

function secretOf(row: Record<string, unknown>): StoredSecret {
  return {
    id: row.id as string,
    subject: row.subject as SecretSubject,
    createdBy: row.created_by as string | null,
    createdAt: row.created_at as Date,
    expiresAt: row.expires_at as Date,
    usedAt: row.used_at as Date | null,
    revokedAt: row.revoked_at as Date | null,
  }
}
