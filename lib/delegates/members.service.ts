import type { ActorMembership } from '#lib/auth/actor.ts'
import { wallNow } from '#lib/clock.ts'
import type { AnySql } from '#lib/db/client.ts'
import { listMembershipsOf } from './members.store.ts'
import { levelNow } from './members.ts'

/** Where somebody may act, with the level as it counts now. */
export async function membershipsOf(sql: AnySql, userId: string): Promise<ActorMembership[]> {
  const memberships = await listMembershipsOf(sql, userId)
  return memberships.map(({ networkId, network, delegateId, ...held }) => ({
    networkId,
    network,
    delegateId,
    level: levelNow(held, wallNow()),
  }))
}
