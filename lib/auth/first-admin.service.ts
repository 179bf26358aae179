import { record } from '#lib/audit/audit.service.ts'
import type { Sql } from '#lib/db/client.ts'
import type { RequestOrigin } from './actor.ts'
import { AuthError } from './auth-error.ts'
import { issueSecret, useSecret } from './one-time-secret.service.ts'
import type { UserActor } from './sessions.service.ts'
import { countOtherAdmins, lockAdmins, saveRoles } from './users.store.ts'

const LINK_SECONDS = 3600

/** The secret that makes its user the first admin, good for an hour; null when there is an admin. */
export async function askFirstAdmin(sql: Sql): Promise<string | null> {
  if ((await countOtherAdmins(sql, null)) > 0) return null
  const request = { purpose: 'first_admin', subject: {}, ttlSeconds: LINK_SECONDS, createdBy: null } as const
  return (await issueSecret(sql, request)).secret
}

/**
 * Makes whoever has the link from the console the first admin.
 * @throws {AuthError} `secret_…`; `admin_exists` when another was first.
 */
export async function becomeFirstAdmin(
  sql: Sql,
  actor: UserActor,
  origin: RequestOrigin,
  secret: string,
): Promise<void> {
  await sql.begin(async (tx) => {
    await lockAdmins(tx)
    await useSecret(tx, 'first_admin', secret, actor.userId)
    if ((await countOtherAdmins(tx, null)) > 0)
      throw new AuthError('admin_exists', 'There is an admin already; ask them for a role.')
    const roles = [...actor.roles, 'admin'] as const
    await saveRoles(tx, actor.userId, roles)
    await record(tx, actor, origin, {
      action: 'became_first_admin',
      subject: { kind: 'user', id: actor.userId },
      before: { roles: actor.roles },
      after: { roles },
    })
  })
}
