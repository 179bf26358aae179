import { wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import { openDirectory } from '#lib/delegates/identities.service.ts'
import type { Log } from '#lib/log.ts'
import type { NetworkConfig } from '#lib/networks/config.ts'
import { closePool, openPool } from '#lib/networks/endpoint-pool.service.ts'
import { claimNetwork, registerNetwork, releaseNetwork, reportStop } from '#lib/networks/registry.service.ts'
import { pause } from '#lib/pause.ts'
import type { Following } from './lane.service.ts'
import { runLanes } from './run-lanes.service.ts'
import { keepSight, newSight } from './sight.service.ts'

export type Follower = {
  readonly sql: Sql
  readonly log: Log
  /** Name of this worker in leases; another one for every process. */
  readonly holder: string
  readonly signal: AbortSignal
}

const RENEW_MS = 1500
const RETRY_MS = 1000

/**
 * Follows one network until the signal aborts: whenever no other worker does, and again after every failure. What is
 * stored stays right whenever this is killed, since each chunk moves its span in the same transaction.
 */
export async function followNetwork(follower: Follower, config: NetworkConfig): Promise<void> {
  const { sql, signal, log } = follower
  while (!signal.aborted) {
    try {
      const { networkId, anchor } = await registerNetwork(sql, config, new Date(wallNow()))
      if (await claimNetwork(sql, networkId, follower.holder))
        await followHeld(follower, config, networkId, anchor)
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error, network: config.id }, 'following was interrupted')
    }
    await pause(RETRY_MS, signal)
  }
}

type Registered = Awaited<ReturnType<typeof registerNetwork>>

/** Follows while the lease holds; throws what ended it. */
async function followHeld(
  { sql, log, holder, signal }: Follower,
  config: NetworkConfig,
  networkId: number,
  anchor: Registered['anchor'],
): Promise<void> {
  const ended = new AbortController()
  const held = AbortSignal.any([signal, ended.signal])
  const pool = await openPool(sql, networkId, config, anchor)
  const directory = await openDirectory(sql, networkId)
  const { params } = config
  const following: Following = { sql, networkId, params, pool, whoIs: directory.whoIs, signal: held }
  const sight = newSight()
  log.info({ network: config.id, holder }, 'following')
  await reportStop(sql, networkId, null)
  const tasks = [
    keepLease(sql, networkId, holder, held),
    keepSight({ following, config, holder, sight, log }),
    runLanes({ following, config, sight, directory, log }),
  ]
  try {
    await Promise.race(tasks)
  } finally {
    ended.abort()
    await Promise.allSettled(tasks)
    closePool(pool)
    await releaseNetwork(sql, networkId, holder).catch(() => undefined) // it runs out by itself
  }
}

/** Returns when the lease is lost. */
async function keepLease(sql: Sql, networkId: number, holder: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(RENEW_MS, signal)
    if (!signal.aborted && !(await claimNetwork(sql, networkId, holder))) return
  }
}
