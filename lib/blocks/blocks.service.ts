import { z } from 'zod'
import { epochOf } from '#lib/chain/epoch.ts'
import { quorumOf } from '#lib/chain/quorum.ts'
import type { Sql } from '#lib/db/client.ts'
import { candidatesOf } from '#lib/epochs/epochs.service.ts'
import { seatsOf } from '#lib/epochs/views.ts'
import { cutPage, type Page, readCursor, writeCursor } from '#lib/http/cursor.ts'
import type { PageQuery } from '#lib/http/query.ts'
import { RequestError } from '#lib/http/request-error.ts'
import { followedFrom, type Network } from '#lib/networks/network.ts'
import { getNetwork } from '#lib/networks/networks.service.ts'
import { listBlocks, listMissedAt } from './read.store.ts'
import type { BlockSummaryView, BlockView, Who } from './schema.ts'
import { endorsingSeats, missedSlotView, type StoredBlock, whoHolds } from './views.ts'

/** Lost rounds of one height that a page lists; the run's length says when there were more. */
const MOST_LOST_ROUNDS = 200

/** A page of stored blocks, newest first. */
export async function blockPage(sql: Sql, slug: string, page: PageQuery): Promise<Page<BlockSummaryView>> {
  const network = await getNetwork(sql, slug)
  const below = readCursor('blocks', page.cursor, z.tuple([z.int().min(1)]))?.[0] ?? Number.MAX_SAFE_INTEGER
  const rows = await listBlocks(sql, network.key, 1, below - 1, page.limit + 1)
  const { items, nextCursor } = cutPage(rows, page.limit, (last) => writeCursor('blocks', [last.height]))
  return { items: await blockSummaries(sql, network, items), nextCursor }
}

/** One stored block. Throws `height_not_found`. */
export async function blockView(sql: Sql, slug: string, height: number): Promise<BlockView> {
  const network = await getNetwork(sql, slug)
  const { params, tip, key } = network
  if (height < 1 || tip === null || height > tip.height) throw notStored(network, height)
  const epoch = epochOf(params, height)
  const [blocks, candidates, missed] = await Promise.all([
    listBlocks(sql, key, height - 1, height, 2),
    candidatesOf(sql, network, epoch, epoch),
    listMissedAt(sql, key, height, height, MOST_LOST_ROUNDS),
  ])
  const block = blocks.find((candidate) => candidate.height === height)
  if (block === undefined) throw notStored(network, height)
  const seats = seatsOf(candidates, epoch)
  const { endorsers } = block
  return {
    ...summaryOf(block, epoch, seats),
    previousHash: blocks.find((candidate) => candidate.height === height - 1)?.hash ?? null,
    quorum: quorumOf(params.seats),
    seats: params.seats,
    endorsers: endorsers && endorsingSeats(endorsers).map((seat) => whoHolds(seats, seat, epoch)),
    missed: missed.map(missedSlotView),
  }
}

async function blockSummaries(
  sql: Sql,
  network: Network,
  blocks: readonly StoredBlock[],
): Promise<BlockSummaryView[]> {
  const [newest, oldest] = [blocks.at(0), blocks.at(-1)]
  if (newest === undefined || oldest === undefined) return []
  const epochAt = (height: number) => epochOf(network.params, height)
  const candidates = await candidatesOf(sql, network, epochAt(oldest.height), epochAt(newest.height))
  const byEpoch = Map.groupBy(candidates, ({ epoch }) => epoch)
  const seats = new Map([...byEpoch].map(([epoch, delegates]) => [epoch, seatsOf(delegates, epoch)]))
  return blocks.map((block) => {
    const epoch = epochAt(block.height)
    return summaryOf(block, epoch, seats.get(epoch) ?? [])
  })
}

function summaryOf(block: StoredBlock, epoch: number, seats: readonly Who[]): BlockSummaryView {
  const { height, hash, at, round, lateRounds, transactions, producerSeat } = block
  const producer = whoHolds(seats, producerSeat, epoch)
  return { height, hash, at: at.toISOString(), epoch, round, lateRounds, transactions, producer }
}

function notStored(network: Network, height: number): RequestError {
  const { tip, slug } = network
  const stands =
    tip === null ? 'none is stored yet' : `${followedFrom(network)} to ${tip.height} are followed`
  return new RequestError('height_not_found', `Block ${height} of ${slug} is not stored: ${stands}.`)
}
