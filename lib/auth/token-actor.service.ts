import { wallNow } from '#lib/clock.ts'
import type { AnySql } from '#lib/db/client.ts'
import { STRANGER_GRACE_MS } from '#lib/delegates/members.ts'
import type { Actor } from './actor.ts'
import { AuthError } from './auth-error.ts'
import { findTokenByPrefix, saveTokenUse } from './tokens.store.ts'
import { isSecretOf, prefixOf, tokenState } from './tokens.ts'

export type TokenActor = Extract<Actor, { kind: 'token' }>

/** A use is noted at most this often. */
const NOTED_EVERY_MS = 60_000

/**
 * Who asks with this token. Looked up each time, so that a token that is revoked is refused from then on everywhere. It
 * acts for who made it, and is worth nothing once they may not make such a one themselves.
 * @throws {AuthError} `bad_token` for what is none of ours, `token_revoked`, `token_expired`.
 */
export async function tokenActor(sql: AnySql, token: string): Promise<TokenActor> {
  const prefix = prefixOf(token)
  const found = prefix === null ? null : await findTokenByPrefix(sql, prefix, strangerBefore())
  // Whoever does not know the secret is not told whether there is a token of that prefix.
  if (found === null || !isSecretOf(token, found.hash))
    throw new AuthError('bad_token', 'This is no token of ours.')
  const now = wallNow()
  const state = tokenState(found, now)
  if (state === 'revoked') throw new AuthError('token_revoked', 'This token was revoked.')
  if (state === 'expired')
    throw new AuthError('token_expired', `This token expired at ${found.expiresAt.toISOString()}.`)
  if (!found.holds)
    throw new AuthError('token_revoked', 'Who made this token, or the node it is for, has left the delegate.')
  const isStale = found.lastUsedAt === null || found.lastUsedAt.getTime() <= now - NOTED_EVERY_MS
  if (isStale) await saveTokenUse(sql, found.id, new Date(now), new Date(now - NOTED_EVERY_MS))
  const { id, createdBy, scopes, networkId, delegateId, nodeId } = found
  return { kind: 'token', tokenId: id, userId: createdBy, scopes, networkId, delegateId, nodeId }
}

function strangerBefore(): Date {
  return new Date(wallNow() - STRANGER_GRACE_MS)
}
