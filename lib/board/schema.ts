import { z } from 'zod'
import { Who } from '#lib/blocks/schema.ts'
import { EpochDelegateView, EpochSummaryView, NextSetView } from '#lib/epochs/schema.ts'
import { Instant, NetworkView, PauseView } from '#lib/networks/schema.ts'

/** One slot of the strip: what became of one scheduled chance to produce a block. */
export const SlotView = z.object({
  height: z.int(),
  round: z.int(),
  seat: z.int(),
  operator: z.string(),
  name: z.string().nullable(),
  state: z.enum(['produced', 'missed', 'lost_by_network', 'late']),
  provisional: z.boolean(),
  /** Lost rounds in a row at this height; 0 for a produced one. */
  run: z.int(),
  /** Start of the round, RFC 3339. */
  at: z.string(),
})
export type SlotView = z.infer<typeof SlotView>

/** Every slot of an epoch; of a height's lost rounds at most the last turn of all seats. */
export const EpochSlotsView = z.object({ slots: z.array(SlotView) })
export type EpochSlotsView = z.infer<typeof EpochSlotsView>

/** A seat of the open epoch and the delegate that holds it; all times below are the network's. */
const SeatHolder = z.object({ seat: z.int(), operator: z.string(), name: z.string().nullable() })

/** Who told us of a node: its own endpoint, another node that heard of it, or the blocks it made. */
export const SeenBy = z.enum(['poll', 'relay', 'chain'])
export type SeenBy = z.infer<typeof SeenBy>

/** Whether a seat takes part: `behind` answers below the tip, `unknown` gave no sign at all. */
export const SeatPresence = z.enum(['here', 'away', 'behind', 'unknown'])
export type SeatPresence = z.infer<typeof SeatPresence>

export const SeatView = SeatHolder.extend({
  presence: SeatPresence,
  /** Since when it is so, as far as we saw it begin. */
  since: Instant.nullable(),
  /** Its newest slots that it missed, without one produced in between; those lost by the network do not count. */
  missedInARow: z.int(),
  /** A few words for people: why we say so. */
  reason: z.string(),
  height: z.int().nullable(),
  version: z.string().nullable(),
  seenAt: Instant.nullable(),
  seenBy: SeenBy.nullable(),
})
export type SeatView = z.infer<typeof SeatView>

/** How many seats more may leave before the chain stops. What is not known is counted as if it were away. */
export const MarginView = z.object({
  needed: z.int(),
  seats: z.int(),
  mayBeAway: z.int(),
  /** Away or behind. */
  away: z.int(),
  unknown: z.int(),
  /** Never below 0. */
  left: z.int(),
})
export type MarginView = z.infer<typeof MarginView>

/** What a halt is: too few seats answer, all are there but refuse each other's blocks, or too few are seen to tell. */
export const HaltKind = z.enum(['too_few_seats', 'seats_disagree', 'cannot_tell'])
export type HaltKind = z.infer<typeof HaltKind>

export const HaltSeatView = SeatHolder.extend({
  height: z.int().nullable(),
  version: z.string().nullable(),
  since: Instant.nullable(),
  reason: z.string(),
})
export type HaltSeatView = z.infer<typeof HaltSeatView>

/** Where in an epoch the height that does not come stands: nodes disagree at borders more than elsewhere. */
export const HaltPlaceView = z.object({
  what: z.enum(['fork', 'first_block', 'poll_result', 'last_block', 'middle']),
  detail: z.string(),
})
export type HaltPlaceView = z.infer<typeof HaltPlaceView>

export const HaltView = z.object({
  kind: HaltKind,
  /** When the first of the lost rounds began. */
  since: Instant,
  /** The height that does not come. */
  height: z.int(),
  epoch: z.int(),
  place: HaltPlaceView,
  roundsLost: z.int(),
  /** Seats that must be at the tip. */
  needed: z.int(),
  atTip: z.array(HaltSeatView),
  behind: z.array(HaltSeatView),
  missing: z.array(HaltSeatView),
  unknown: z.array(HaltSeatView),
})
export type HaltView = z.infer<typeof HaltView>

/** The slot that is running: whose turn it is now. */
export const DutyView = SeatHolder.extend({ height: z.int(), round: z.int(), from: Instant, until: Instant })
export type DutyView = z.infer<typeof DutyView>

export const BoardView = z.object({
  network: NetworkView,
  quorum: z.object({ needed: z.int(), seats: z.int(), mayBeAway: z.int() }),
  margin: MarginView,
  /** The open epoch; null before the first block. */
  epoch: EpochSummaryView.nullable(),
  /** The seats that make the quorum of the open height, in proposer order; empty while they cannot be told. */
  seats: z.array(SeatView),
  /** Null while nobody waits for a block. */
  onDuty: DutyView.nullable(),
  /** Set while the network's state is `stalled`. */
  halt: HaltView.nullable(),
  /** All candidates of the open epoch by rank, with their seat in the next set. */
  delegates: z.array(
    EpochDelegateView.extend({
      nextSeat: z.int().nullable(),
      /** Produced in percent of its own slots up to the tip; null before its first and without a seat. */
      soFarPercent: z.int().nullable(),
      /** What its node was last seen to be; null = nobody saw one. */
      version: z.string().nullable(),
      height: z.int().nullable(),
      /** Blocks below the network's tip when it was seen; a height heard from others is up to minutes old. */
      heightLag: z.int().nullable(),
      seenBy: SeenBy.nullable(),
      seenAt: Instant.nullable(),
      presence: z.enum(['up', 'behind', 'down', 'unknown']),
    }),
  ),
  /** Beside the seats: who gets one, who loses theirs, and who is drawn without a node that anybody sees. */
  next: NextSetView.extend({
    comes: z.array(Who),
    goes: z.array(Who),
    unseen: z.array(Who),
  }).nullable(),
  /** The slots of the last three turns, oldest first. */
  slots: z.array(SlotView),
  /** Rounds lost so far at the open height. */
  lostRounds: z.int(),
  /** When the next block is due if its round is not lost. */
  nextBlockAt: z.string().nullable(),
  /** The declared pause that holds now. */
  pause: PauseView.nullable(),
  /** Versions of the nodes that were seen, most seats first; a null version is not stated by its node. */
  versions: z.array(z.object({ version: z.string().nullable(), nodes: z.int(), seats: z.int() })),
})
export type BoardView = z.infer<typeof BoardView>
