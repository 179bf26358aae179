import { record, type Writer } from '#lib/audit/audit.service.ts'
import type { Sql } from '#lib/db/client.ts'
import { notify } from '#lib/db/notify.ts'
import { RequestError } from '#lib/http/request-error.ts'
import {
  deleteNetworkRow,
  deleteNodeKeys,
  deleteSomeRows,
  listStoredNetworks,
  type StoredNetwork,
} from './old-networks.store.ts'

/** Rows deleted in one statement: short enough to hold nobody up. */
const ROWS_AT_ONCE = 5000

/** All networks there are rows of, also those that are not configured any more. */
export async function storedNetworks(sql: Sql): Promise<StoredNetwork[]> {
  return await listStoredNetworks(sql)
}

/**
 * The network that may be deleted under this slug.
 * @throws {RequestError} `network_not_found`; `network_kept` for a real one and for one that is still followed.
 */
export async function deletableNetwork(sql: Sql, slug: string): Promise<StoredNetwork> {
  const network = (await listStoredNetworks(sql)).find((one) => one.slug === slug)
  if (network === undefined)
    throw new RequestError('network_not_found', `No network "${slug.slice(0, 64)}" is stored here.`)
  if (network.kind === 'real')
    throw new RequestError('network_kept', `${slug} is a real network: its records are not deleted.`)
  if (network.active)
    throw new RequestError('network_kept', `${slug} is still followed; only old ones are deleted.`)
  return network
}

/**
 * Deletes everything of an old network but its audit log, a few rows at a time; how many rows it was. May be stopped and
 * begun again. Audited.
 */
export async function deleteNetwork(sql: Sql, by: Writer, slug: string): Promise<number> {
  const { id, name, tip } = await deletableNetwork(sql, slug)
  let rows = await deleteNodeKeys(sql, id)
  for (let deleted = -1; deleted !== 0; ) {
    deleted = await deleteSomeRows(sql, id, ROWS_AT_ONCE)
    rows += deleted
  }
  await sql.begin(async (tx) => {
    if (!(await deleteNetworkRow(tx, id)))
      throw new RequestError('network_kept', `${slug} is followed again; what was stored of it is gone.`)
    await notify(tx, slug, 'networks')
    const subject = { kind: 'network', id: slug }
    const before = { name, tip, rows }
    await record(tx, by.actor, by.origin, { action: 'network_deleted', subject, networkId: id, before })
  })
  return rows
}
