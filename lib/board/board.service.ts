import type { Who } from '#lib/blocks/schema.ts'
import { type StripSlot, slotsSince } from '#lib/blocks/strip.service.ts'
import { epochOf, epochStart } from '#lib/chain/epoch.ts'
import { eraAt } from '#lib/chain/eras.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { productivityPercent } from '#lib/chain/productivity.ts'
import { primarySlots } from '#lib/chain/proposer.ts'
import { mayBeAway, quorumOf } from '#lib/chain/quorum.ts'
import { networkTime, wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import { candidatesOf, epochSummaryOf } from '#lib/epochs/epochs.service.ts'
import { forecastOf } from '#lib/epochs/next-set.service.ts'
import type { EpochDelegateView, NextSetView } from '#lib/epochs/schema.ts'
import { type EpochDelegate, epochDelegateView, seatsOf } from '#lib/epochs/views.ts'
import type { Network } from '#lib/networks/network.ts'
import { getNetwork, networkViewOf } from '#lib/networks/networks.service.ts'
import { type OpenHeight, openHeight } from '#lib/networks/open-height.ts'
import { pauseView } from '#lib/networks/pause-view.ts'
import { pauseAt } from '#lib/networks/pauses.ts'
import type { NodeSights } from '#lib/nodes/sight.ts'
import { nodeSightsOf } from '#lib/nodes/sights.service.ts'
import { dutyView } from './duty.ts'
import { haltView } from './halt.ts'
import { marginOf } from './margin.ts'
import { nextSetChange } from './next-set-change.ts'
import { nodeView, versionCounts } from './node-views.ts'
import type { BoardView, SlotView } from './schema.ts'
import { type SeatHolder, seatsInHalt, seatViews } from './seats.ts'
import { tipAt } from './tip-at.ts'

const TURNS_SHOWN = 3

/** Everything the board says at first sight, in a handful of statements that read the tip's surroundings only. */
export async function boardView(sql: Sql, slug: string): Promise<BoardView> {
  const network = await getNetwork(sql, slug)
  const { params, tip } = network
  if (tip === null) return emptyBoard(network)
  const open = openHeight(network)
  const from = stripStart(params, open?.height ?? tip.height)
  const epoch = epochOf(params, tip.height)
  const [summary, candidates, committed, sights] = await Promise.all([
    epochSummaryOf(sql, network, epoch),
    candidatesOf(sql, network, epochOf(params, from), open?.epoch ?? epoch),
    slotsSince(sql, network, from),
    nodeSightsOf(sql, network.key),
  ])
  const current = candidates.filter((candidate) => candidate.epoch === epoch)
  const forecast = await forecastOf(sql, network, current)
  const next = forecast.known ? forecast.view : null
  const holders = new Map<number, readonly Who[]>()
  if (next !== null) holders.set(next.epoch, next.seats)
  for (const [stored] of Map.groupBy(candidates, (candidate) => candidate.epoch)) {
    holders.set(stored, seatsOf(candidates, stored))
  }
  const slots = slotViews(network, holders, committed, open)
  const duty = dutyOf(network, open, holders.get(open?.epoch ?? epoch) ?? [], sights)
  const tipOf = tipAt(slots, eraAt(params, tip.height).blockIntervalMs)
  const seen = seatViews(duty.seated, slots, sights, tipOf)
  const seats = duty.halt === null ? seen : seatsInHalt(seen, duty.halt)
  const bySeated = new Map(seats.map((seat) => [seat.operator, seat]))
  return {
    ...emptyBoard(network),
    margin: marginOf(seats, params.seats),
    epoch: summary,
    seats,
    onDuty: duty.onDuty,
    halt: duty.halt,
    delegates: current.map((delegate) => ({
      ...boardDelegate(params, tip.height, delegate, next),
      ...nodeView(sights.get(delegate.operator), bySeated.get(delegate.operator), tipOf),
    })),
    next: next === null ? null : { ...next, ...nextSetChange(current, next, sights) },
    slots,
    lostRounds: open?.lost.length ?? 0,
    nextBlockAt: open === null || !isAtTip(network) ? null : new Date(open.dueAtMs).toISOString(),
    versions: versionCounts(sights, new Set(bySeated.keys())),
  }
}

/** Before the first block. */
function emptyBoard(network: Network): BoardView {
  const { seats } = network.params
  return {
    network: networkViewOf(network),
    quorum: { needed: quorumOf(seats), seats, mayBeAway: mayBeAway(seats) },
    margin: marginOf([], seats),
    epoch: null,
    seats: [],
    onDuty: null,
    halt: null,
    delegates: [],
    next: null,
    slots: [],
    lostRounds: 0,
    nextBlockAt: null,
    pause: pauseNow(network),
    versions: [],
  }
}

/** The declared pause that holds at this instant of the network. */
function pauseNow({ pauses, clock }: Network): BoardView['pause'] {
  const pause = pauseAt(pauses, networkTime(clock, wallNow()))
  return pause === null ? null : pauseView(pause)
}

type Duty = Pick<BoardView, 'onDuty' | 'halt'> & { readonly seated: readonly SeatHolder[] }

/** Who makes the quorum now, whose turn it is, and who stands where when the chain stands still. */
function dutyOf(
  network: Network,
  open: OpenHeight | null,
  holders: readonly Who[],
  sights: NodeSights,
): Duty {
  const seated = holders.map(({ operator, name }, seat) => ({ seat, operator, name }))
  if (open === null || !isAtTip(network)) return { seated, onDuty: null, halt: null }
  const onDuty = dutyView(network.params, open, seated)
  const [first] = open.lost
  if (network.state !== 'stalled' || first === undefined) return { seated, onDuty, halt: null }
  const { height, lost } = open
  const halt = { height, roundsLost: lost.length, sinceMs: first.atMs, holders: seated, sights }
  return { seated, onDuty, halt: haltView(network.params, halt) }
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
): Pick<BoardView['delegates'][number], keyof EpochDelegateView | 'nextSeat' | 'soFarPercent'> {
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
