import { hex } from '#lib/chain/hash.ts'
import { type AnySql, DbError, type Sql } from '#lib/db/client.ts'
import { notify } from '#lib/db/notify.ts'
import type { NetworkConfig } from './config.ts'
import {
  claimLease,
  deleteLease,
  type FollowState,
  insertFollowState,
  type StopReason,
  saveFollowState,
  saveStop,
} from './follow-state.store.ts'
import { paramsToJson } from './params-json.ts'
import {
  type Anchor,
  findAnchor,
  insertNetwork,
  type RegisteredNetwork,
  retireNetwork,
  saveActive,
  saveAnchor,
  updateNetwork,
} from './registry.store.ts'

/** Registers a configured network and the row its followers claim. */
export async function registerNetwork(
  sql: AnySql,
  config: NetworkConfig,
  now: Date,
): Promise<RegisteredNetwork> {
  const { id: slug, name, params, kind } = config
  const registration = { slug, name, params: paramsToJson(params), kind }
  let network = await updateNetwork(sql, registration)
  if (network === null) {
    await insertNetwork(sql, registration)
    await notify(sql, slug, 'networks')
    network = await updateNetwork(sql, registration)
  }
  if (network === null) throw new DbError('no_database', `network ${slug} was not stored`)
  await insertFollowState(sql, network.networkId, now)
  return network
}

/** Only what is configured is shown. */
export async function showOnly(sql: AnySql, configs: readonly NetworkConfig[]): Promise<void> {
  await saveActive(
    sql,
    configs.map(({ id }) => id),
  )
}

/**
 * Another genesis under a known name is another network: the old one keeps its blocks under a slug with its anchor's
 * first digits, the new one starts empty.
 */
export async function replaceNetwork(
  sql: Sql,
  config: NetworkConfig,
  old: { readonly networkId: number; readonly anchor: Anchor },
  now: Date,
): Promise<RegisteredNetwork> {
  return sql.begin(async (tx) => {
    await retireNetwork(tx, old.networkId, `${config.id}-${hex(old.anchor.hash).slice(0, 8)}`)
    return registerNetwork(tx, config, now)
  })
}

/** Fixes which network this is: from now on only endpoints with this block are of it. */
export async function anchorNetwork(sql: AnySql, networkId: number, anchor: Anchor): Promise<void> {
  await saveAnchor(sql, networkId, anchor)
}

/** The block by which a network is known; null before it is. */
export async function anchorOf(sql: AnySql, networkId: number): Promise<Anchor | null> {
  return await findAnchor(sql, networkId)
}

/** How long a worker that died keeps others out. */
const LEASE_SECONDS = 6

/** Takes or renews the lease of a network; false while another worker has it. */
export async function claimNetwork(sql: Sql, networkId: number, holder: string): Promise<boolean> {
  return claimLease(sql, networkId, holder, LEASE_SECONDS)
}

export async function releaseNetwork(sql: Sql, networkId: number, holder: string): Promise<void> {
  await deleteLease(sql, networkId, holder)
}

/** False when another worker follows the network now. */
export async function reportState(
  sql: Sql,
  networkId: number,
  holder: string,
  state: FollowState,
): Promise<boolean> {
  return saveFollowState(sql, networkId, holder, state)
}

/** Keeps why derivation stopped; null when it goes on. */
export async function reportStop(sql: Sql, networkId: number, stop: StopReason | null): Promise<void> {
  await saveStop(sql, networkId, stop)
}
