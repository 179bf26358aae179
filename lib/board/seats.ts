import { isSilent, isTelling, type NodeSight, type NodeSights } from '#lib/nodes/sight.ts'
import { BEHIND_BLOCKS, lagOf } from './node-views.ts'
import { silenceWords } from './reason-words.ts'
import type { HaltView, SeatPresence, SeatView, SeenBy, SlotView } from './schema.ts'
import type { TipAt } from './tip-at.ts'

export type SeatHolder = { readonly seat: number; readonly operator: string; readonly name: string | null }

/** What says of a node that it takes part, or not. */
type Evidence = {
  readonly presence: SeatPresence
  readonly sinceMs: number | null
  readonly reason: string
  readonly seenBy: SeenBy | null
}

/**
 * Whether each seat takes part, by what was seen last: its own endpoint, the blocks it made or missed, what other nodes
 * heard of it. A block it made after its endpoint fell silent outweighs the silence: its door may be shut, but it runs.
 * `slots` are in the order in which they happened, `tip` tells the height of then.
 */
export function seatViews(
  holders: readonly SeatHolder[],
  slots: readonly SlotView[],
  sights: NodeSights,
  tip: TipAt,
): SeatView[] {
  const byOperator = Map.groupBy(slots, ({ operator }) => operator)
  return holders.map(({ seat, operator, name }) => {
    const record = recordOf(byOperator.get(operator) ?? [])
    const sight = sights.get(operator) ?? { poll: null, relay: null }
    const { presence, sinceMs, reason, seenBy } = evidenceOf(record, sight, tip)
    const since = sinceMs === null ? null : new Date(sinceMs).toISOString()
    const holder = { seat, operator, name, presence, since, reason, missedInARow: record.missedInARow }
    return { ...holder, ...lastSeen(sight, record, seenBy) }
  })
}

const STANDS = { atTip: 'here', behind: 'behind', missing: 'away', unknown: 'unknown' } as const

/** The seats as a halt has them: there its closer judgement counts, which knows who takes no part in the rounds. */
export function seatsInHalt(seats: readonly SeatView[], halt: HaltView): SeatView[] {
  const standing = new Map(
    (['atTip', 'behind', 'missing', 'unknown'] as const).flatMap((where) =>
      halt[where].map(({ operator, since, reason }) => [
        operator,
        { presence: STANDS[where], since, reason },
      ]),
    ),
  )
  return seats.map((seat) => ({ ...seat, ...standing.get(seat.operator) }))
}

/** What the newest slots of a delegate say of it. */
export type SlotRecord = {
  /** Its newest slot that says anything of it; those lost by the network do not. */
  readonly newest: SlotView | null
  readonly missedInARow: number
  /** The first of the slots that it missed in a row. */
  readonly firstMissed: SlotView | null
  readonly produced: SlotView | null
}

/** Slots of the open height are left out: until its block comes they may turn out to be the network's. */
export function recordOf(slots: readonly SlotView[]): SlotRecord {
  const own = slots.filter(({ state, provisional }) => state !== 'lost_by_network' && !provisional)
  const lastProduced = own.findLastIndex(({ state }) => state !== 'missed')
  const missed = own.slice(lastProduced + 1)
  return {
    newest: own.at(-1) ?? null,
    missedInARow: missed.length,
    firstMissed: missed[0] ?? null,
    produced: own[lastProduced] ?? null,
  }
}

function evidenceOf(record: SlotRecord, { poll, relay }: NodeSight, tip: TipAt): Evidence {
  const producedAtMs = record.produced === null ? null : Date.parse(record.produced.at)
  const missedAtMs = record.firstMissed === null ? null : Date.parse(record.firstMissed.at)
  const hasProducedSince = (ms: number): boolean =>
    record.missedInARow === 0 && producedAtMs !== null && producedAtMs >= ms
  if (poll !== null && isTelling(poll) && !hasProducedSince(poll.answers ? poll.atMs : poll.sinceMs)) {
    const { sinceMs } = poll
    const said = { sinceMs, seenBy: 'poll' } as const
    if (!poll.answers) return { ...said, presence: 'away', reason: silenceWords(poll.reason) }
    if (poll.peers === 0) return { ...said, presence: 'away', reason: 'its node has no peers' }
    const lag = lagOf(poll, tip) ?? 0
    if (lag >= BEHIND_BLOCKS) return { ...said, presence: 'behind', reason: `${lag} blocks behind` }
    // It came back after the slot that it missed, and its next turn is still to come.
    const isBack = missedAtMs === null || missedAtMs < Math.max(sinceMs, poll.startedAtMs ?? 0)
    if (isBack) return { ...said, presence: 'here', reason: 'its node answers at the tip' }
  }
  if (missedAtMs !== null) {
    const many = record.missedInARow === 1 ? 'its newest slot' : `its last ${record.missedInARow} slots`
    return { presence: 'away', sinceMs: missedAtMs, reason: `missed ${many}`, seenBy: 'chain' }
  }
  if (relay !== null && isSilent(relay) && !hasProducedSince(relay.changedAtMs)) {
    const reason = 'no node has heard of it lately'
    return { presence: 'away', sinceMs: relay.changedAtMs, reason, seenBy: 'relay' }
  }
  if (producedAtMs !== null) {
    return { presence: 'here', sinceMs: null, reason: 'produced its newest slot', seenBy: 'chain' }
  }
  if (relay === null) return { presence: 'unknown', sinceMs: null, reason: 'not seen yet', seenBy: null }
  return { presence: 'here', sinceMs: null, reason: 'other nodes hear of it', seenBy: 'relay' }
}

/** What was last said of a node, by the witness that told us, or else by the one who saw it last. */
function lastSeen(
  { poll, relay }: NodeSight,
  { produced }: SlotRecord,
  seenBy: SeenBy | null,
): Pick<SeatView, 'height' | 'version' | 'seenAt' | 'seenBy'> {
  const version = poll?.version ?? relay?.version ?? null
  const height = poll?.height ?? relay?.height ?? produced?.height ?? null
  const polledAt = poll === null ? null : new Date(poll.answers ? poll.atMs : poll.sinceMs).toISOString()
  const heardAt = relay === null ? null : new Date(relay.changedAtMs).toISOString()
  const seenAt =
    [polledAt, heardAt, produced?.at ?? null]
      .filter((at) => at !== null)
      .sort()
      .at(-1) ?? null
  const who = poll !== null ? 'poll' : relay !== null ? 'relay' : produced !== null ? 'chain' : null
  return { height, version, seenAt, seenBy: seenAt === null ? null : (seenBy ?? who) }
}
