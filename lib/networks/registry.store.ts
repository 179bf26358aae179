import type { AnySql } from '#lib/db/client.ts'
import type { ParamsJson } from './params-json.ts'
import type { NetworkKind } from './schema.ts'

/** Where a network's stored chain begins: the hash that tells it from every other network. */
export type Anchor = { readonly height: number; readonly hash: Uint8Array }

export type RegisteredNetwork = { readonly networkId: number; readonly anchor: Anchor | null }

type Registration = {
  readonly slug: string
  readonly name: string
  readonly params: ParamsJson
  readonly kind: NetworkKind
}

/** Brings name and parameters of a known network up to date; null when its slug is not known. */
export async function updateNetwork(sql: AnySql, network: Registration): Promise<RegisteredNetwork | null> {
  const { slug, name, kind } = network
  const [row] = await sql`
    update network set name = ${name}, params = ${sql.json(network.params)}, kind = ${kind}, active = true
     where slug = ${slug}
    returning id, anchor_height, anchor_hash`
  if (row === undefined) return null
  const anchor =
    row.anchor_hash === null ? null : { height: Number(row.anchor_height), hash: row.anchor_hash }
  return { networkId: row.id, anchor }
}

/** A new network; nothing when another worker was faster. */
export async function insertNetwork(sql: AnySql, network: Registration): Promise<void> {
  const { slug, name, kind } = network
  await sql`
    insert into network (slug, name, params, kind, active)
    values (${slug}, ${name}, ${sql.json(network.params)}, ${kind}, true)
    on conflict (slug) do nothing`
}

export async function saveAnchor(sql: AnySql, networkId: number, anchor: Anchor): Promise<void> {
  await sql`
    update network set anchor_height = ${anchor.height}, anchor_hash = ${Buffer.from(anchor.hash)}
     where id = ${networkId} and anchor_hash is null`
}

/** Where the stored chain of a network begins; null before its first block is known. */
export async function findAnchor(sql: AnySql, networkId: number): Promise<Anchor | null> {
  const [row] = await sql`
    select anchor_height, anchor_hash from network where id = ${networkId} and anchor_hash is not null`
  return row === undefined ? null : { height: Number(row.anchor_height), hash: row.anchor_hash }
}

/** Gives a network another slug, so that another genesis can take its old one. */
export async function retireNetwork(sql: AnySql, networkId: number, slug: string): Promise<void> {
  await sql`update network set slug = ${slug}, active = false where id = ${networkId}`
}

/** Networks that are not configured any more keep their rows, but are no longer shown. */
export async function saveActive(sql: AnySql, slugs: readonly string[]): Promise<void> {
  await sql`update network set active = (slug = any(${[...slugs]})) where active <> (slug = any(${[...slugs]}))`
}
