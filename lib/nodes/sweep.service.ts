import { networkTime, wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import { notify } from '#lib/db/notify.ts'
import type { Log } from '#lib/log.ts'
import type { NetworkConfig } from '#lib/networks/config.ts'
import type { Network } from '#lib/networks/network.ts'
import { findNetwork } from '#lib/networks/networks.service.ts'
import { pause } from '#lib/pause.ts'
import { type Asked, askEndpoint, type Told } from './ask-endpoint.service.ts'
import { createNodeClient } from './client.ts'
import { openDoor } from './door.client.ts'
import { mergeHeard } from './heard.ts'
import { type HeardHeight, nodesHeard } from './metrics.ts'
import {
  claimSweep,
  deleteAnswersBut,
  deleteSweepLease,
  deleteUnlisted,
  insertSweep,
  saveEndpointAnswers,
  saveHeard,
  saveSweptAt,
} from './sights.store.ts'
import { eachLimited, isInTrouble, sweepEveryMs } from './sweep.ts'

export type Sweeper = {
  readonly sql: Sql
  readonly log: Log
  /** Name of this worker in leases; another one for every process. */
  readonly holder: string
  readonly signal: AbortSignal
}

/** How long a worker that died keeps others out; longer than the longest sweep. */
const LEASE_SECONDS = 20
const RETRY_MS = 1000
const LOOK_MS = 500
const AT_ONCE = 24
const SAVE_EVERY_MS = 500
const FORGET_MS = 24 * 3_600_000
/** Whom a node heard counts on for so long after it stopped answering (network time). */
const LIST_LASTS_MS = 600_000

/** Asks all endpoints of a network again and again until the signal aborts, whenever no other worker does. */
export async function sweepNetwork(sweeper: Sweeper, config: NetworkConfig): Promise<void> {
  const { sql, log, holder, signal } = sweeper
  while (!signal.aborted) {
    try {
      const network = await findNetwork(sql, config.id)
      if (network !== null) {
        await insertSweep(sql, network.key)
        if (await claimSweep(sql, network.key, holder, LEASE_SECONDS))
          await sweepHeld(sweeper, config, network)
      }
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error, network: config.id }, 'the sweep was interrupted')
    }
    await pause(RETRY_MS, signal)
  }
}

type Swept = Asked & {
  /** How long its last answer took: slow ones are asked last, so that they hold nobody up. */
  tookMs: number
  /** Whom it heard, by its newest list, and when that was read (network time). */
  list: {
    readonly heard: readonly HeardHeight[]
    readonly nodes: readonly HeardHeight[]
    readonly atMs: number
  } | null
  /** What of its last answer others would like to know at once. */
  shown: string
}

async function sweepHeld(sweeper: Sweeper, config: NetworkConfig, first: Network): Promise<void> {
  const { sql, holder, signal } = sweeper
  const door = openDoor(config.allowedRanges)
  const endpoints = config.endpoints.map((endpoint): Swept => {
    const client = endpoint.grpc === null ? null : createNodeClient(endpoint, door)
    const { chainId } = config.params
    return { config: endpoint, client, door, chainId, tookMs: 0, list: null, shown: '' }
  })
  try {
    await deleteAnswersBut(
      sql,
      first.key,
      config.endpoints.map(({ name }) => name),
    )
    await keepSweeping(sweeper, config, first.key, endpoints)
  } finally {
    for (const { client } of endpoints) client?.close()
    if (!signal.aborted) await deleteSweepLease(sql, first.key, holder)
    else await deleteSweepLease(sql, first.key, holder).catch(() => undefined) // it runs out by itself
  }
}

/** Returns when the lease is lost, or another network stands under the name. */
async function keepSweeping(
  { sql, holder, signal }: Sweeper,
  config: NetworkConfig,
  key: number,
  endpoints: readonly Swept[],
): Promise<void> {
  let sweptAtMs = 0
  let wasInTrouble = false
  while (!signal.aborted) {
    const network = await findNetwork(sql, config.id)
    if (network?.key !== key || !(await claimSweep(sql, key, holder, LEASE_SECONDS))) return
    const inTrouble = isInTrouble(network.state)
    const everyMs = sweepEveryMs(network.state, network.clock?.speed ?? 1)
    // Without its clock nothing can be said of when.
    const canTell = network.kind === 'real' || network.clock !== null
    if (canTell && (wallNow() - sweptAtMs >= everyMs || (inTrouble && !wasInTrouble))) {
      sweptAtMs = wallNow()
      await sweep(sql, network, endpoints, signal)
    }
    wasInTrouble = inTrouble
    await pause(LOOK_MS, signal)
  }
}

type Answered = Told & { readonly endpoint: Swept; readonly at: Date }

/** One look at every endpoint. What is known is saved as it comes. */
async function sweep(
  sql: Sql,
  network: Network,
  endpoints: readonly Swept[],
  signal: AbortSignal,
): Promise<void> {
  const told: Answered[] = []
  const inOrder = endpoints.toSorted((a, b) => a.tookMs - b.tookMs)
  let isDone = false
  const asking = eachLimited(inOrder, AT_ONCE, async (endpoint) => {
    const startedAtMs = wallNow()
    // When it was asked, not when it is saved: heights are held against the tip of then.
    const at = new Date(networkTime(network.clock, startedAtMs))
    told.push({ endpoint, at, ...(await askEndpoint(endpoint, signal)) })
    endpoint.tookMs = wallNow() - startedAtMs
  }).finally(() => {
    isDone = true
  })
  while (!isDone) {
    await Promise.race([asking, pause(SAVE_EVERY_MS, signal)])
    await save(sql, network, endpoints, told.splice(0))
  }
  await asking
  const now = networkTime(network.clock, wallNow())
  await saveSweptAt(sql, network.key, new Date(wallNow()))
  await deleteUnlisted(sql, network.key, new Date(now - FORGET_MS))
}

async function save(
  sql: Sql,
  network: Network,
  endpoints: readonly Swept[],
  told: readonly Answered[],
): Promise<void> {
  if (told.length === 0) return
  const atMs = networkTime(network.clock, wallNow())
  let isNews = false
  for (const { endpoint, heard, answer } of told) {
    if (heard !== null) endpoint.list = { heard, nodes: nodesHeard(heard, endpoint.list?.heard ?? []), atMs }
    const shown = `${answer.answers} ${answer.reason} ${answer.version} ${answer.peers === 0} ${answer.operators}`
    isNews ||= shown !== endpoint.shown
    endpoint.shown = shown
  }
  await saveEndpointAnswers(
    sql,
    network.key,
    told.map(({ answer, at }) => ({ ...answer, at })),
  )
  const lists = endpoints.flatMap(({ list }) =>
    list !== null && atMs - list.atMs < LIST_LASTS_MS ? [list.nodes] : [],
  )
  const isHeard = told.some(({ heard }) => heard !== null)
  if (isHeard) await saveHeard(sql, network.key, mergeHeard(lists), new Date(atMs))
  if (isNews || isInTrouble(network.state)) await notify(sql, network.slug, 'nodes')
}
