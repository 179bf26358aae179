import { epochOf } from '#lib/chain/epoch.ts'
import { quorumOf } from '#lib/chain/quorum.ts'
import type { Sql } from '#lib/db/client.ts'
import { RequestError } from '#lib/http/request-error.ts'
import { backfillLeft, followedFrom, type Network, verifiedTo } from './network.ts'
import { listNetworks } from './networks.store.ts'
import { paramsToJson } from './params-json.ts'
import type { NetworkView } from './schema.ts'

/**
 * The configured network with this slug.
 * @throws {RequestError} `network_not_found`.
 */
export async function getNetwork(sql: Sql, slug: string): Promise<Network> {
  const network = await findNetwork(sql, slug)
  if (network !== null) return network
  throw new RequestError('network_not_found', `No network "${slug.slice(0, 64)}" is followed here.`)
}

/** The configured network with this slug, or null. */
export async function findNetwork(sql: Sql, slug: string): Promise<Network | null> {
  const [network = null] = isSlug(slug) ? await listNetworks(sql, slug) : []
  return network
}

/** All configured networks by slug. */
export async function networkViews(sql: Sql): Promise<NetworkView[]> {
  return (await listNetworks(sql, null)).map(networkViewOf)
}

/** The EVM chain ids of all configured networks, each once. */
export async function followedChainIds(sql: Sql): Promise<number[]> {
  return [...new Set((await listNetworks(sql, null)).map(({ params }) => params.evmChainId))]
}

/** One configured network. Throws `network_not_found`. */
export async function networkView(sql: Sql, slug: string): Promise<NetworkView> {
  return networkViewOf(await getNetwork(sql, slug))
}

/** What API and pages say of a loaded network. */
export function networkViewOf(network: Network): NetworkView {
  const { params, tip } = network
  return {
    id: network.slug,
    name: network.name,
    state: network.state,
    stateSince: network.stateSince.toISOString(),
    checkedAt: network.checkedAt?.toISOString() ?? null,
    practice: network.kind !== 'real',
    kind: network.kind,
    clock: network.clock,
    tip: tip === null ? null : { height: tip.height, hash: tip.hash, at: tip.at.toISOString() },
    claimedTip: network.claimedTip,
    epoch: tip === null ? null : epochOf(params, tip.height),
    quorum: quorumOf(params.seats),
    seats: params.seats,
    verifiedTo: verifiedTo(network),
    followedFrom: followedFrom(network),
    backfill: backfillLeft(network),
    stop: network.stop,
    params: paramsToJson(params),
  }
}

/** Slugs are short and plain; anything else is not sent to the database, which refuses a NUL. */
function isSlug(text: string): boolean {
  return /^[\w.-]{1,64}$/.test(text)
}
