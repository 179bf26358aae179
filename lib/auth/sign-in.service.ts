import { getAddress, hexToBytes, toHex } from 'viem'
import { verifyMessage } from 'viem/utils'
import { record } from '#lib/audit/audit.service.ts'
import { ioAddress, parseAddress } from '#lib/chain/address.ts'
import { ChainError } from '#lib/chain/errors.ts'
import { wallNow } from '#lib/clock.ts'
import type { AnySql, Sql } from '#lib/db/client.ts'
import { followedChainIds } from '#lib/networks/networks.service.ts'
import type { RequestOrigin } from './actor.ts'
import { AuthError } from './auth-error.ts'
import { issueSecret, useSecret } from './one-time-secret.service.ts'
import type { NonceView } from './schema.ts'
import { beginSession } from './sessions.service.ts'
import { claimIn, MESSAGE_SECONDS, messageFor, type SignInPlace } from './sign-in-message.ts'
import { type Identity, insertIdentity, insertUser, lockIdentity, useIdentity } from './users.store.ts'

/** What may be signed here: for our origin, on the chain of a followed network. */
async function placeOf(sql: Sql, ownOrigin: string): Promise<SignInPlace> {
  return { domain: new URL(ownOrigin).host, uri: ownOrigin, chainIds: await followedChainIds(sql) }
}

/**
 * A nonce that one sign-in can use, with the message to sign when the address is known.
 * @throws {AuthError} `bad_message` for what is no address, `wrong_chain`.
 */
export async function askNonce(
  sql: Sql,
  ownOrigin: string,
  asked: { readonly address?: string | undefined; readonly chainId?: number | undefined },
): Promise<NonceView> {
  const place = await placeOf(sql, ownOrigin)
  const address = asked.address === undefined ? null : hexOf(asked.address)
  const chainId = asked.chainId ?? place.chainIds[0]
  if (asked.chainId !== undefined && !place.chainIds.includes(asked.chainId))
    throw new AuthError('wrong_chain', `No network followed here has the chain id ${asked.chainId}.`)
  const secret = { purpose: 'sign_in', subject: {}, ttlSeconds: MESSAGE_SECONDS, createdBy: null } as const
  const { secret: nonce, expiresAt } = await issueSecret(sql, secret)
  const isReady = address !== null && chainId !== undefined
  return {
    nonce,
    message: isReady ? messageFor(place, { address, chainId, nonce, nowMs: wallNow() }) : null,
    ...{ domain: place.domain, uri: place.uri, chainIds: [...place.chainIds] },
    expiresAt: expiresAt.toISOString(),
  }
}

/**
 * Begins a session of whoever signed this message of EIP-4361 with the key of its address. The nonce is used up only by
 * a signature that is right, so that nobody can use up another's.
 * @throws {AuthError} `bad_message`, `wrong_domain`, `wrong_chain`, `message_expired`, `bad_signature`, `secret_…`.
 */
export async function signInByWallet(
  sql: Sql,
  ownOrigin: string,
  signed: { readonly message: string; readonly signature: string },
  origin: RequestOrigin,
): Promise<string> {
  const { message, signature } = signed
  const { address, nonce } = claimIn(message, await placeOf(sql, ownOrigin), wallNow())
  if (!(await isSignedBy(address, message, signature)))
    throw new AuthError('bad_signature', `The signature is not ${address}'s.`)
  const subject = ioAddress(hexToBytes(address))
  const identity: Identity = { kind: 'wallet', subject }
  return await sql.begin(async (tx) => {
    await useSecret(tx, 'sign_in', nonce, null)
    return await signIn(tx, identity, `${subject.slice(0, 9)}…${subject.slice(-5)}`, origin)
  })
}

/** Begins a session of whoever proved this identity; the first time it makes an account. */
export async function signIn(
  tx: AnySql,
  identity: Identity,
  name: string,
  origin: RequestOrigin,
): Promise<string> {
  await lockIdentity(tx, identity)
  const known = await useIdentity(tx, identity)
  if (known !== null) return await beginSession(tx, known, identity.kind, origin)
  const userId = await insertUser(tx, name.trim().slice(0, 60) || 'somebody')
  await insertIdentity(tx, userId, identity)
  const subject = { kind: 'user', id: userId }
  await record(tx, { kind: 'nobody' }, origin, {
    action: 'account_made',
    subject,
    after: { by: identity.kind },
  })
  return await beginSession(tx, userId, identity.kind, origin)
}

async function isSignedBy(address: `0x${string}`, message: string, signature: string): Promise<boolean> {
  if (!/^0x[0-9a-f]{130}$/i.test(signature)) return false
  try {
    return await verifyMessage({ address, message, signature: signature as `0x${string}` })
  } catch {
    return false // no point of the curve: recovering throws where it could say no
  }
}

function hexOf(text: string): `0x${string}` {
  try {
    return getAddress(toHex(parseAddress(text.trim())))
  } catch (cause) {
    if (!(cause instanceof ChainError)) throw cause
    throw new AuthError('bad_message', cause.message, { cause })
  }
}
