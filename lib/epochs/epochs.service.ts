import { z } from 'zod'
import type { Sql } from '#lib/db/client.ts'
import { cutPage, type Page, readCursor, writeCursor } from '#lib/http/cursor.ts'
import type { PageQuery } from '#lib/http/query.ts'
import { RequestError } from '#lib/http/request-error.ts'
import type { Network } from '#lib/networks/network.ts'
import { getNetwork } from '#lib/networks/networks.service.ts'
import {
  findEpoch,
  findEpochRange,
  listEpochDelegates,
  listEpochs,
  listEpochsOfDelegate,
} from './read.store.ts'
import type { EpochSummaryView, EpochView } from './schema.ts'
import { type EpochDelegate, epochDelegateView, type StoredEpoch } from './views.ts'

/** A page of epochs with their delegates, newest first. */
export async function epochPage(sql: Sql, slug: string, page: PageQuery): Promise<Page<EpochView>> {
  const network = await getNetwork(sql, slug)
  const { items, nextCursor } = await summaryPage(sql, network, page)
  const [newest, oldest] = [items.at(0), items.at(-1)]
  if (newest === undefined || oldest === undefined) return { items: [], nextCursor }
  const byEpoch = Map.groupBy(
    await listEpochDelegates(sql, network.key, oldest.epoch, newest.epoch),
    (delegate) => delegate.epoch,
  )
  const withDelegates = items.map((epoch) => ({
    ...epoch,
    delegates: (byEpoch.get(epoch.epoch) ?? []).map(epochDelegateView),
  }))
  return { items: withDelegates, nextCursor }
}

async function summaryPage(sql: Sql, network: Network, page: PageQuery): Promise<Page<EpochSummaryView>> {
  const before = readCursor('epochs', page.cursor, z.tuple([z.int32()]))?.[0] ?? null
  const rows = await listEpochs(sql, network.key, before, page.limit + 1)
  return cutPage(rows, page.limit, (last) => writeCursor('epochs', [last.epoch]))
}

/** One epoch with its delegates in rank order. Throws `epoch_not_found`. */
export async function epochView(sql: Sql, slug: string, epoch: number): Promise<EpochView> {
  const network = await getNetwork(sql, slug)
  const [stored, delegates] = await Promise.all([
    getEpoch(sql, network, epoch),
    candidatesOf(sql, network, epoch, epoch),
  ])
  return { ...stored, delegates: delegates.map(epochDelegateView) }
}

/**
 * A stored epoch of a loaded network.
 * @throws {RequestError} `epoch_not_found`.
 */
export async function getEpoch(sql: Sql, network: Network, epoch: number): Promise<StoredEpoch> {
  const stored = isEpochNumber(epoch) ? await findEpoch(sql, network.key, epoch) : null
  if (stored !== null) return stored
  const range = await findEpochRange(sql, network.key)
  const stands = range === null ? 'none is stored yet' : `${range.first} to ${range.last} are stored`
  throw new RequestError('epoch_not_found', `Epoch ${epoch} of ${network.slug} is not stored: ${stands}.`)
}

/** A stored epoch, or null before its first block is derived. */
export async function epochSummaryOf(
  sql: Sql,
  network: Network,
  epoch: number,
): Promise<EpochSummaryView | null> {
  return await findEpoch(sql, network.key, epoch)
}

/** The candidates of the epochs `from` to `to`, by epoch and rank; none for epochs that are not stored. */
export async function candidatesOf(
  sql: Sql,
  network: Network,
  from: number,
  to: number,
): Promise<EpochDelegate[]> {
  return isEpochNumber(from) && isEpochNumber(to) ? await listEpochDelegates(sql, network.key, from, to) : []
}

/** The newest epochs of one delegate, newest first. */
export async function epochsOfDelegate(
  sql: Sql,
  network: Network,
  delegate: { readonly id: string | null; readonly operators: readonly string[] },
  limit: number,
): Promise<(EpochDelegate & { readonly complete: boolean })[]> {
  return await listEpochsOfDelegate(sql, network.key, delegate.id, delegate.operators, limit)
}

/** Whether a number is one that the column of an epoch can hold. */
function isEpochNumber(epoch: number): boolean {
  return epoch >= 1 && epoch < 2 ** 31
}
