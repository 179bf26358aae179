import { epochEnd, epochOf, epochStart, pollResultHeight } from '#lib/chain/epoch.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { quorumOf } from '#lib/chain/quorum.ts'
import { isSilent, isTelling, type NodeSight, type NodeSights } from '#lib/nodes/sight.ts'
import { silenceWords } from './reason-words.ts'
import type { HaltKind, HaltPlaceView, HaltSeatView, HaltView } from './schema.ts'
import type { SeatHolder } from './seats.ts'

/** A chain that stands still, as it is seen from outside. All times are the network's. */
export type Halt = {
  /** The height that does not come. */
  readonly height: number
  readonly roundsLost: number
  /** When the first of the lost rounds began, Unix ms. */
  readonly sinceMs: number
  /** Who holds the seats of that height, in proposer order. */
  readonly holders: readonly SeatHolder[]
  readonly sights: NodeSights
}

/** Where one seat stands in a halt. */
export type HaltStanding = 'at_tip' | 'behind' | 'missing' | 'unknown'

type Judged = { readonly standing: HaltStanding; readonly reason: string; readonly sinceMs: number | null }

/**
 * What a halt is and where each seat stands in it. `seats_disagree`: as many as make a quorum are at the tip, and yet
 * there is no block. `too_few_seats`: even if all that are not known were there they would not make it.
 */
export function haltView(params: NetworkParams, halt: Halt): HaltView {
  const { height, roundsLost, sinceMs, holders, sights } = halt
  const seats = holders.map((holder) => {
    const sight = sights.get(holder.operator) ?? { poll: null, relay: null }
    const { standing, reason, sinceMs: seatSinceMs } = standingOf(sight, halt)
    const since = seatSinceMs === null ? null : new Date(seatSinceMs).toISOString()
    const { poll, relay } = sight
    const seen = {
      height: poll?.height ?? relay?.height ?? null,
      version: poll?.version ?? relay?.version ?? null,
    }
    return { standing, view: { ...holder, ...seen, since, reason } }
  })
  const of = (wanted: HaltStanding): HaltSeatView[] =>
    seats.filter(({ standing }) => standing === wanted).map(({ view }) => view)
  const [atTip, unknown] = [of('at_tip'), of('unknown')]
  return {
    kind: kindOfHalt(params.seats, atTip.length, holders.length === 0 ? params.seats : unknown.length),
    since: new Date(sinceMs).toISOString(),
    height,
    epoch: epochOf(params, height),
    place: placeOf(params, height),
    roundsLost,
    needed: quorumOf(params.seats),
    atTip,
    behind: of('behind'),
    missing: of('missing'),
    unknown,
  }
}

export function kindOfHalt(seats: number, atTip: number, unknown: number): HaltKind {
  if (atTip >= quorumOf(seats)) return 'seats_disagree'
  return atTip + unknown < quorumOf(seats) ? 'too_few_seats' : 'cannot_tell'
}

function standingOf({ poll, relay }: NodeSight, { height, sinceMs }: Halt): Judged {
  const tip = height - 1
  // What was seen before the chain stood still says nothing of who is at its tip.
  if (poll !== null && isTelling(poll) && poll.atMs >= sinceMs) {
    const said = { sinceMs: poll.sinceMs }
    if (!poll.answers) return { ...said, standing: 'missing', reason: silenceWords(poll.reason) }
    if (poll.height !== null && poll.height < tip) {
      return { ...said, standing: 'behind', reason: `its node stands ${tip - poll.height} blocks behind` }
    }
    if (poll.peers === 0) return { ...said, standing: 'missing', reason: 'its node has no peers' }
    if (isIdle(poll, sinceMs)) {
      const reason = 'its node answers, but takes no part in consensus'
      return { sinceMs: poll.consensus?.movedAtMs ?? null, standing: 'missing', reason }
    }
    if (poll.height !== null) return { ...said, standing: 'at_tip', reason: 'its node is at the tip' }
  }
  if (relay === null) return { standing: 'unknown', reason: 'nobody sees a node of it', sinceMs: null }
  const heard = { sinceMs: relay.changedAtMs }
  if (relay.height >= tip && relay.changedAtMs >= sinceMs) {
    return { ...heard, standing: 'at_tip', reason: 'other nodes hear it at the tip' }
  }
  if (relay.height >= tip) {
    return { ...heard, standing: 'unknown', reason: 'last heard of at the tip, before the chain stood still' }
  }
  if (!isSilent(relay)) return { ...heard, standing: 'behind', reason: 'other nodes hear it below the tip' }
  return { ...heard, standing: 'missing', reason: `last heard of at block ${relay.height}` }
}

/** Two looks at the least, this far apart: a node whose round did not move in between takes no part. */
const IDLE_MS = 10_000

/** Rounds go on in a halt on every node that takes part in consensus; the round of an idle one does not move. */
function isIdle({ consensus, atMs }: NonNullable<NodeSight['poll']>, haltSinceMs: number): boolean {
  if (consensus === null) return false
  return atMs - Math.max(consensus.movedAtMs, haltSinceMs) > IDLE_MS
}

/** Where in its epoch a height stands: the fork it begins counts before the block of the epoch that it is. */
export function placeOf(params: NetworkParams, height: number): HaltPlaceView {
  const epoch = epochOf(params, height)
  const fork = Object.entries(params.forks).find(([, from]) => from === height && height > 1)
  const place = (what: HaltPlaceView['what'], detail: string): HaltPlaceView => ({ what, detail })
  if (fork !== undefined) return place('fork', `the first block of the fork ${fork[0]}`)
  if (height === epochStart(params, epoch)) return place('first_block', `the first block of epoch ${epoch}`)
  if (height === pollResultHeight(params, epoch)) {
    return place('poll_result', `the block of epoch ${epoch} that holds the poll result`)
  }
  if (height === epochEnd(params, epoch)) return place('last_block', `the last block of epoch ${epoch}`)
  const [at, of] = [
    height - epochStart(params, epoch) + 1,
    epochEnd(params, epoch) - epochStart(params, epoch) + 1,
  ]
  return place('middle', `block ${at} of ${of} in epoch ${epoch}`)
}
