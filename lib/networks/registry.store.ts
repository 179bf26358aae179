import type { AnySql } from '#lib/db/client.ts'
import type { ParamsJson } from './params-json.ts'

/** Where a network's stored chain begins: the hash that tells it from every other network. */
export type Anchor = { readonly height: number; readonly hash: Uint8Array }

export type RegisteredNetwork = { readonly networkId: number; readonly anchor: Anchor | null }

type Registration = {
  readonly slug: string
  readonly name: string
  readonly params: ParamsJson
  readonly practice: boolean
}

/** Registers a network by its slug, or brings its name and parameters up to date. */
export async function saveNetwork(sql: AnySql, network: Registration): Promise<RegisteredNetwork> {
  const { slug, name, practice } = network
  const [row] = await sql`
    insert into network (slug, name, params, practice, active)
    values (${slug}, ${name}, ${sql.json(network.params)}, ${practice}, true)
    on conflict (slug) do update
       set name = excluded.name, params = excluded.params, practice = excluded.practice, active = true
    returning id, anchor_height, anchor_hash`
  const anchor = row?.anchor_hash ? { height: Number(row.anchor_height), hash: row.anchor_hash } : null
  return { networkId: row?.id, anchor }
}

export async function saveAnchor(sql: AnySql, networkId: number, anchor: Anchor): Promise<void> {
  await sql`
    update network set anchor_height = ${anchor.height}, anchor_hash = ${Buffer.from(anchor.hash)}
     where id = ${networkId} and anchor_hash is null`
}

/** Gives a network another slug, so that another genesis can take its old one. */
export async function retireNetwork(sql: AnySql, networkId: number, slug: string): Promise<void> {
  await sql`update network set slug = ${slug}, active = false where id = ${networkId}`
}

/** Networks that are not configured any more keep their rows, but are no longer shown. */
export async function saveActive(sql: AnySql, slugs: readonly string[]): Promise<void> {
  await sql`update network set active = (slug = any(${[...slugs]})) where active <> (slug = any(${[...slugs]}))`
}
