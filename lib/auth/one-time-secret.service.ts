import { createHash, randomBytes } from 'node:crypto'
import type { AnySql } from '#lib/db/client.ts'
import { AuthError } from './auth-error.ts'
import {
  deleteOldSecrets,
  findSecret,
  insertSecret,
  listOpenSecrets,
  markRevoked,
  markUsed,
  type SecretSubject,
  type StoredSecret,
} from './one-time-secret.store.ts'

export type Purpose = 'sign_in' | 'mail_link' | 'first_admin' | 'claim' | 'invite' | 'enrol'

export type SecretRequest = {
  readonly purpose: Purpose
  readonly subject: SecretSubject
  readonly ttlSeconds: number
  readonly createdBy: string | null
}

/** A secret that can be used once: 64 hex digits, so it is a nonce of EIP-4361 too. Only its hash is kept. */
export async function issueSecret(
  sql: AnySql,
  request: SecretRequest,
): Promise<{ readonly secret: string; readonly id: string; readonly expiresAt: Date }> {
  const secret = randomBytes(32).toString('hex')
  const hash = hashOf(secret)
  const expiresAt = await insertSecret(sql, { ...request, hash })
  if (request.createdBy === null) await deleteOldSecrets(sql, request.purpose)
  return { secret, id: hash.toString('hex'), expiresAt }
}

/**
 * What the secret was issued for; of any number who use it at once exactly one gets it.
 * @throws {AuthError} `secret_used`, `secret_expired`, `secret_revoked`, `secret_unknown`.
 */
export async function useSecret(
  sql: AnySql,
  purpose: Purpose,
  secret: string,
  usedBy: string | null,
): Promise<SecretSubject> {
  const hash = hashOf(secret)
  const subject = await markUsed(sql, purpose, hash, usedBy)
  if (subject !== null) return subject
  throw refusalOf(await findSecret(sql, purpose, hash))
}

/** Those of a purpose whose subject holds all of `match` and that can still be used. */
export async function openSecrets(
  sql: AnySql,
  purpose: Purpose,
  match: SecretSubject,
): Promise<StoredSecret[]> {
  return await listOpenSecrets(sql, purpose, match)
}

/**
 * Takes a secret back before it is used; `id` as it was issued, `match` as its subject must hold.
 * @throws {AuthError} `secret_unknown` when there is none such that could still be used.
 */
export async function revokeSecret(
  sql: AnySql,
  purpose: Purpose,
  id: string,
  match: SecretSubject,
): Promise<void> {
  const isId = /^[0-9a-f]{64}$/.test(id)
  if (isId && (await markRevoked(sql, purpose, Buffer.from(id, 'hex'), match))) return
  throw new AuthError('secret_unknown', 'There is none such that could still be used.')
}

function refusalOf(stored: StoredSecret | null): AuthError {
  if (stored === null) return new AuthError('secret_unknown', 'There is no such link, code or nonce.')
  if (stored.usedAt !== null) return new AuthError('secret_used', 'It was used already; it works only once.')
  if (stored.revokedAt !== null) return new AuthError('secret_revoked', 'It was taken back.')
  return new AuthError(
    'secret_expired',
    `It expired at ${stored.expiresAt.toISOString()}; ask for a new one.`,
  )
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
