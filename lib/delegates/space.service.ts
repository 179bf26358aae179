import type { Actor, RequestOrigin } from '#lib/auth/actor.ts'
import { AuthError } from '#lib/auth/auth-error.ts'
import type { Subject } from '#lib/auth/permissions.ts'
import type { Sql } from '#lib/db/client.ts'
import { RequestError } from '#lib/http/request-error.ts'
import type { Network } from '#lib/networks/network.ts'
import { getNetwork } from '#lib/networks/networks.service.ts'
import type { Delegate } from './delegate.ts'
import { listDelegates } from './delegates.store.ts'
import { addressMeant, delegateMeant } from './lookup.ts'

/** Who asks, and from where. */
export type Caller = { readonly actor: Actor; readonly origin: RequestOrigin | null }

/** A delegate's own space: what hangs on its candidate id. */
export type Space = {
  readonly network: Network
  readonly delegate: Delegate & { readonly id: string; readonly owner: string }
  /** What permissions are asked about. */
  readonly subject: Required<Pick<Subject, 'networkId' | 'delegateId'>>
}

/**
 * The space of the delegate that an id, owner, operator or name means.
 * @throws {RequestError} `network_not_found`; `delegate_not_found`, also for one that is in no registration: it has no
 * id that anything could hang on.
 */
export async function getSpace(sql: Sql, slug: string, wanted: string): Promise<Space> {
  const network = await getNetwork(sql, slug)
  const space = await findSpace(sql, network, wanted)
  if (space !== null) return space
  const named = wanted.slice(0, 64)
  throw new RequestError('delegate_not_found', `No registered delegate of ${network.slug} is "${named}".`)
}

/** The space of a registered delegate, or null. */
export async function findSpace(sql: Sql, network: Network, wanted: string): Promise<Space | null> {
  const found = delegateMeant(await listDelegates(sql, network.key), addressMeant(wanted) ?? wanted)
  const { id, owner } = found ?? { id: null, owner: null }
  if (found === null || id === null || owner === null) return null
  return { network, delegate: { ...found, id, owner }, subject: { networkId: network.key, delegateId: id } }
}

/**
 * The person who asks: some things no token may do.
 * @throws {AuthError} `not_signed_in`.
 */
export function personOf(actor: Actor): Extract<Actor, { kind: 'user' }> {
  if (actor.kind === 'user') return actor
  throw new AuthError('not_signed_in', 'Sign in first; this cannot be done with a token.')
}
