import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { Actor, Level, Role } from '#lib/auth/actor.ts'
import { ioAddress, parseAddress } from '#lib/chain/address.ts'
import type { Sql } from '#lib/db/client.ts'
import { membershipsOf } from '#lib/delegates/members.service.ts'
import { who } from './network.ts'

/** Real secp256k1 keys: the owner and the operator of delegate00, and a third one. */
export const OWNER = privateKeyToAccount(`0x${'11'.repeat(32)}`)
export const OPERATOR = privateKeyToAccount(`0x${'22'.repeat(32)}`)
export const THIRD = privateKeyToAccount(`0x${'33'.repeat(32)}`)

/** The io1 address of a key. */
export function io(account: PrivateKeyAccount): string {
  return ioAddress(parseAddress(account.address))
}

/** Gives delegate00 the owner and operator whose keys are here. */
export async function giveKeys(sql: Sql, network: number): Promise<void> {
  await sql`
    update delegate set owner = ${io(OWNER)}, operator = ${io(OPERATOR)}
     where network_id = ${network} and id = ${who(0).id}`
}

type Person = {
  readonly actor: Extract<Actor, { kind: 'user' }>
  readonly origin: null
  readonly userId: string
}

/** An account, as it asks after having signed in. */
export async function person(sql: Sql, name: string, roles: readonly Role[] = []): Promise<Person> {
  const [row] = await sql<{ id: string }[]>`
    insert into app_user (name, roles) values (${name}, ${[...roles]}) returning id`
  return await again(sql, { userId: row?.id ?? '', name, roles })
}

/** The same account on its next request, with what it holds by now. */
export async function again(
  sql: Sql,
  who: { readonly userId: string; readonly name: string; readonly roles: readonly Role[] },
): Promise<Person> {
  const { userId, name, roles } = who
  const memberships = await membershipsOf(sql, userId)
  const actor = { kind: 'user', userId, name, roles, sessionId: userId, memberships } as const
  return { actor, origin: null, userId }
}

/** An account with a level at delegate00, by the word of staff. */
export async function memberOf(sql: Sql, network: number, name: string, level: Level): Promise<Person> {
  const { actor, userId } = await person(sql, name)
  await sql`
    insert into membership (network_id, delegate_id, user_id, level, proof)
    values (${network}, ${who(0).id}, ${userId}, ${level}, 'staff')`
  return await again(sql, actor)
}
