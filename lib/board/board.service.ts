import type { Who } from '#lib/blocks/schema.ts'
import { type StripSlot, slotsSince } from '#lib/blocks/strip.service.ts'
import { epochOf, epochStart } from '#lib/chain/epoch.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { productivityPercent } from '#lib/chain/productivity.ts'
import { primarySlots } from '#lib/chain/proposer.ts'
import { mayBeAway, quorumOf } from '#lib/chain/quorum.ts'
import type { Sql } from '#lib/db/client.ts'
import { candidatesOf, epochSummaryOf } from '#lib/epochs/epochs.service.ts'
import { forecastOf } from '#lib/epochs/next-set.service.ts'
import type { NextSetView } from '#lib/epochs/schema.ts'
import { type EpochDelegate, epochDelegateView, seatsOf } from '#lib/epochs/views.ts'
import type { Network } from '#lib/networks/network.ts'
import { getNetwork, networkViewOf } from '#lib/networks/networks.service.ts'
import { type OpenHeight, openHeight } from '#lib/networks/open-height.ts'
import type { BoardView, SlotView } from './schema.ts'

const TURNS_SHOWN = 3

/** Everything the board says at first sight, in a handful of statements that read the tip's surroundings only. */
export async function boardView(sql: Sql, slug: string): Promise<BoardView> {
  const network = await getNetwork(sql, slug)
  const { params, tip } = network
  const quorum = { needed: quorumOf(params.seats), seats: params.seats, mayBeAway: mayBeAway(params.seats) }
  const empty = { epoch: null, delegates: [], next: null, slots: [], lostRounds: 0, nextBlockAt: null }
  if (tip === null) return { network: networkViewOf(network), quorum, ...empty }
  const open = openHeight(network)
  const from = stripStart(params, open?.height ?? tip.height)
  const epoch = epochOf(params, tip.height)
  const [summary, candidates, committed] = await Promise.all([
    epochSummaryOf(sql, network, epoch),
    candidatesOf(sql, network, epochOf(params, from), open?.epoch ?? epoch),
    slotsSince(sql, network, from),
  ])
  const current = candidates.filter((candidate) => candidate.epoch === epoch)
  const forecast = await forecastOf(sql, network, current)
  const next = forecast.known ? forecast.view : null
  const seats = new Map<number, readonly Who[]>()
  if (next !== null) seats.set(next.epoch, next.seats)
  for (const [stored] of Map.groupBy(candidates, (candidate) => candidate.epoch)) {
    seats.set(stored, seatsOf(candidates, stored))
  }
  return {
    network: networkViewOf(network),
    quorum,
    epoch: summary,
    delegates: current.map((delegate) => boardDelegate(params, tip.height, delegate, next)),
    next,
    slots: slotViews(network, seats, committed, open),
    lostRounds: open?.lost.length ?? 0,
    nextBlockAt: open === null || !isAtTip(network) ? null : new Date(open.dueAtMs).toISOString(),
  }
}

/** Whether our tip is the network's as far as anybody tells us. */
function isAtTip({ state }: Network): boolean {
  return state === 'live' || state === 'slow' || state === 'stalled'
}

/** The first height of the turn of seats that is two turns before the one of a height; epochs are whole turns. */
function stripStart(params: NetworkParams, height: number): number {
  const start = epochStart(params, epochOf(params, height))
  const turnStart = height - ((height - start) % params.seats)
  return Math.max(1, turnStart - (TURNS_SHOWN - 1) * params.seats)
}

function boardDelegate(
  params: NetworkParams,
  tipHeight: number,
  delegate: EpochDelegate,
  next: NextSetView | null,
): BoardView['delegates'][number] {
  const { seat, produced, operator } = delegate
  const from = epochStart(params, epochOf(params, tipHeight))
  const due = seat === null ? 0 : primarySlots(params, seat, from, tipHeight)
  return {
    ...epochDelegateView(delegate),
    nextSeat: next?.seats.find((one) => one.operator === operator)?.seat ?? null,
    soFarPercent: due === 0 ? null : productivityPercent({ producedBlocks: produced, expectedBlocks: due }),
  }
}

/** Slots with their delegates; those of an epoch whose seats cannot be told are left out: nobody can be named. */
export function slotViews(
  network: Network,
  seats: ReadonlyMap<number, readonly Who[]>,
  committed: readonly StripSlot[],
  open: OpenHeight | null,
): SlotView[] {
  const lost = (open?.lost ?? []).slice(-network.params.seats).map(
    (slot): StripSlot => ({
      ...slot,
      epoch: open?.epoch ?? 0,
      state: slot.cause === 'network' ? 'lost_by_network' : 'missed',
    }),
  )
  const viewOf = (slot: StripSlot, provisional: boolean): SlotView[] => {
    const who = seats.get(slot.epoch)?.[slot.seat]
    if (who === undefined) return []
    const { height, round, seat, state, run, atMs } = slot
    const at = new Date(atMs).toISOString()
    return [{ height, round, seat, operator: who.operator, name: who.name, state, provisional, run, at }]
  }
  return [...committed.flatMap((slot) => viewOf(slot, false)), ...lost.flatMap((slot) => viewOf(slot, true))]
}
