import { authorize } from '#lib/auth/authorize.ts'
import { wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import type { Caller, Space } from '#lib/delegates/space.service.ts'
import { env } from '#lib/env.ts'
import { anchorOf } from '#lib/networks/registry.service.ts'
import { type Door, openDoor } from './door.client.ts'
import { getNode } from './registry.service.ts'
import { saveFindings } from './registry.store.ts'
import { lookAtNode } from './registry-look.service.ts'

/** Only what our own operator allows; a network's own ranges are for its followed endpoints, which they configured. */
function registryDoor(): Door {
  return openDoor(env().ROLLCALL_ALLOW_PRIVATE_TARGETS ?? [])
}

/**
 * Tries every address of a machine and keeps what was found; ends within 10 s. One that has changed meanwhile keeps
 * nothing of it.
 * @throws {RegistryError} `node_not_found`.
 */
export async function tryNode(
  sql: Sql,
  { actor }: Pick<Caller, 'actor'>,
  { network, subject }: Space,
  id: string,
  door: Door = registryDoor(),
): Promise<void> {
  authorize(actor, 'test_endpoints', { ...subject, nodeId: id })
  const node = await getNode(sql, subject, id)
  const mark = { chainId: network.params.chainId, anchor: await anchorOf(sql, network.key) }
  const found = await lookAtNode(node.addresses, mark, door)
  await saveFindings(sql, node, found, new Date(wallNow()))
}
