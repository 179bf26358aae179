import { slotsBetween } from '#lib/blocks/strip.service.ts'
import type { Sql } from '#lib/db/client.ts'
import { candidatesOf, getEpoch } from '#lib/epochs/epochs.service.ts'
import { seatsOf } from '#lib/epochs/views.ts'
import { getNetwork } from '#lib/networks/networks.service.ts'
import { openHeight } from '#lib/networks/open-height.ts'
import { slotViews } from './board.service.ts'
import type { EpochSlotsView } from './schema.ts'

/** What became of every slot of an epoch so far. Throws `epoch_not_found`. */
export async function epochSlotsView(sql: Sql, slug: string, epoch: number): Promise<EpochSlotsView> {
  const network = await getNetwork(sql, slug)
  const { startHeight, endHeight } = await getEpoch(sql, network, epoch)
  const [committed, candidates] = await Promise.all([
    slotsBetween(sql, network, startHeight, endHeight),
    candidatesOf(sql, network, epoch, epoch),
  ])
  const open = openHeight(network)
  const seats = new Map([[epoch, seatsOf(candidates, epoch)]])
  return { slots: slotViews(network, seats, committed, open?.epoch === epoch ? open : null) }
}
