import { randomBytes } from 'node:crypto'
import { connect, type Sql } from './client.ts'

/** The role that web and workers of an embedded database use. */
const APP_ROLE = 'rollcall_app'
/** Tables it may only read and add to; their triggers refuse the rest to whoever is connected. */
const APPEND_ONLY = ['audit_entry', 'audit_head']
/** Two that grant at once would fail for each other. */
const GRANT_LOCK = 72_707_371

/**
 * Gives the role that web and workers use a new password and its rights, after the migrations of the owner; returns its
 * address. It owns nothing: no table, no trigger, no right to change or remove what the audit log holds.
 */
export async function prepareAppRole(ownerUrl: string, role = APP_ROLE): Promise<string> {
  const password = randomBytes(18).toString('base64url')
  const sql = connect(ownerUrl, { max: 1, applicationName: 'rollcall rights' })
  try {
    const found = await sql`select 1 from pg_roles where rolname = ${role}`
    if (found.length === 0) await sql`create role ${sql(role)}`
    // No parameters are possible here; the password is letters, digits, - and _.
    const attributes = `login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password '${password}'`
    await sql`alter role ${sql(role)} with ${sql.unsafe(attributes)}`
    await grantRights(sql, role)
  } finally {
    await sql.end({ timeout: 5 })
  }
  const url = new URL(ownerUrl)
  url.username = role
  url.password = password
  return url.href
}

/** Gives the role of an address its rights, for a database of one's own in which that role was made by hand. */
export async function grantAppRights(ownerUrl: string, appUrl: string): Promise<void> {
  const sql = connect(ownerUrl, { max: 1, applicationName: 'rollcall rights' })
  try {
    await grantRights(sql, decodeURIComponent(new URL(appUrl).username))
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function grantRights(sql: Sql, role: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${GRANT_LOCK})`
    await tx`grant usage on schema public to ${tx(role)}`
    await tx`grant select, insert, update, delete on all tables in schema public to ${tx(role)}`
    await tx`grant usage, select on all sequences in schema public to ${tx(role)}`
    await tx`revoke update, delete, truncate, references, trigger on ${tx(APPEND_ONLY)} from ${tx(role)}`
    await tx`revoke all on _prisma_migrations from ${tx(role)}`
  })
}
