import { eraAt } from '#lib/chain/eras.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { proposerSeat } from '#lib/chain/proposer.ts'
import type { OpenHeight } from '#lib/networks/open-height.ts'
import type { DutyView } from './schema.ts'
import type { SeatHolder } from './seats.ts'

/** Whose turn it is in the running round of the open height; null where its seats cannot be told. */
export function dutyView(
  params: NetworkParams,
  { height, round, roundStartMs }: OpenHeight,
  holders: readonly SeatHolder[],
): DutyView | null {
  const holder = holders[proposerSeat(params, height, round)]
  if (holder === undefined) return null
  const until = new Date(roundStartMs + eraAt(params, height).blockIntervalMs)
  return { ...holder, height, round, from: new Date(roundStartMs).toISOString(), until: until.toISOString() }
}
