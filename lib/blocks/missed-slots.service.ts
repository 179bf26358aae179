import { z } from 'zod'
import type { Sql } from '#lib/db/client.ts'
import { candidatesOf, getEpoch } from '#lib/epochs/epochs.service.ts'
import { seatHolders } from '#lib/epochs/next-set.service.ts'
import { cutPage, type Page, readCursor, writeCursor } from '#lib/http/cursor.ts'
import type { PageQuery } from '#lib/http/query.ts'
import type { Network } from '#lib/networks/network.ts'
import { getNetwork } from '#lib/networks/networks.service.ts'
import { openHeight } from '#lib/networks/open-height.ts'
import { listMissedOfDelegate, listMissedOfEpoch } from './read.store.ts'
import type { MissedSlotView } from './schema.ts'
import { missedSlotView, provisionalSlotView } from './views.ts'

/** A page of an epoch's missed slots, ascending; the provisional ones of the open height stand last. */
export async function missedSlotPage(
  sql: Sql,
  slug: string,
  epoch: number,
  page: PageQuery,
): Promise<Page<MissedSlotView>> {
  const network = await getNetwork(sql, slug)
  const after = readCursor('missed-slots', page.cursor, z.tuple([z.int().min(1), z.int32().min(0)])) ?? [
    0, -1,
  ]
  const provisional = await provisionalSlots(sql, network, epoch)
  if (provisional.length === 0) await getEpoch(sql, network, epoch)
  const stored = await listMissedOfEpoch(sql, network.key, epoch, after, page.limit + 1)
  const all = [...stored.map(missedSlotView), ...provisional.filter((slot) => isAfter(slot, after))]
  return cutPage(all, page.limit, ({ height, round }) => writeCursor('missed-slots', [height, round]))
}

/** The newest missed slots of one delegate, newest first. */
export async function missedSlotsOfDelegate(
  sql: Sql,
  network: Network,
  delegate: { readonly id: string | null; readonly operators: readonly string[] },
  limit: number,
): Promise<MissedSlotView[]> {
  return (await listMissedOfDelegate(sql, network.key, delegate.id, delegate.operators, limit)).map(
    missedSlotView,
  )
}

/**
 * The slots lost so far at the open height, if it belongs to this epoch. None while the epoch's seats cannot be
 * told: whose they were is then not known.
 */
async function provisionalSlots(sql: Sql, network: Network, epoch: number): Promise<MissedSlotView[]> {
  const open = openHeight(network)
  if (open === null || open.epoch !== epoch || open.lost.length === 0) return []
  const seats = await seatHolders(sql, network, epoch, await candidatesOf(sql, network, epoch, epoch))
  if (seats.length === 0) return []
  return open.lost.map((slot) => provisionalSlotView(slot, seats, epoch))
}

function isAfter(slot: MissedSlotView, [height, round]: readonly [number, number]): boolean {
  return slot.height > height || (slot.height === height && slot.round > round)
}
