import type { Sql } from '#lib/db/client.ts'
import { type Page, pageInMemory } from '#lib/http/cursor.ts'
import type { PageQuery } from '#lib/http/query.ts'
import { listEndpoints } from './endpoint-views.store.ts'
import { getNetwork, networkViews } from './networks.service.ts'
import type { EndpointView, NetworkView } from './schema.ts'

/** The endpoints of a network by name, with what each last said and the proof against it if it lied. */
export async function endpointViews(sql: Sql, slug: string): Promise<EndpointView[]> {
  const network = await getNetwork(sql, slug)
  return await listEndpoints(sql, network.key)
}

/** A page of a network's endpoints. */
export async function endpointPage(sql: Sql, slug: string, page: PageQuery): Promise<Page<EndpointView>> {
  return pageInMemory(await endpointViews(sql, slug), 'endpoints', ({ name }) => name, page)
}

/** A page of the configured networks. */
export async function networkPage(sql: Sql, page: PageQuery): Promise<Page<NetworkView>> {
  return pageInMemory(await networkViews(sql), 'networks', ({ id }) => id, page)
}
