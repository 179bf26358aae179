import { epochOf } from '#lib/chain/epoch.ts'
import { proposerSeat } from '#lib/chain/proposer.ts'
import type { Sql } from '#lib/db/client.ts'
import type { Network } from '#lib/networks/network.ts'
import { listBlocks, listMissedAt } from './read.store.ts'
import type { StoredBlock, StoredMissedSlot } from './views.ts'

/** What became of a committed slot, and whose seat it was. */
export type StripSlot = {
  readonly epoch: number
  readonly height: number
  readonly round: number
  readonly seat: number
  readonly state: 'produced' | 'missed' | 'lost_by_network' | 'late'
  readonly run: number
  readonly atMs: number
}

/**
 * The committed slots of the heights `from` to the tip, oldest first; of a height's lost rounds at most the last turn
 * of all seats, since a halt of hours is thousands of them.
 */
export async function slotsSince(sql: Sql, network: Network, from: number): Promise<StripSlot[]> {
  return network.tip === null ? [] : await slotsBetween(sql, network, from, network.tip.height)
}

/** The same of the heights `from` to `to`. */
export async function slotsBetween(
  sql: Sql,
  network: Network,
  from: number,
  to: number,
): Promise<StripSlot[]> {
  const { key, params } = network
  const [blocks, missed] = await Promise.all([
    listBlocks(sql, key, from, to, Math.max(0, to - from + 1)),
    listMissedAt(sql, key, from, to, params.seats),
  ])
  return [
    ...blocks.map((block) => ofBlock(network, block)),
    ...missed.map((slot) => ofMissed(network, slot)),
  ].sort((a, b) => a.height - b.height || a.round - b.round)
}

function ofBlock(
  { params }: Network,
  { height, round, producerSeat, lateRounds, at }: StoredBlock,
): StripSlot {
  const state = lateRounds > 0 ? 'late' : 'produced'
  return {
    epoch: epochOf(params, height),
    height,
    round,
    seat: producerSeat,
    state,
    run: 0,
    atMs: at.getTime(),
  }
}

function ofMissed({ params }: Network, { height, round, cause, run, at }: StoredMissedSlot): StripSlot {
  const state = cause === 'network' ? 'lost_by_network' : 'missed'
  const seat = proposerSeat(params, height, round)
  return { epoch: epochOf(params, height), height, round, seat, state, run, atMs: at.getTime() }
}
