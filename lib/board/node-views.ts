import {
  isSilent,
  isTelling,
  type NodeSight,
  type NodeSights,
  type PollSight,
  type RelaySight,
} from '#lib/nodes/sight.ts'
import type { BoardView, SeatView } from './schema.ts'
import type { TipAt } from './tip-at.ts'

type NodeView = Pick<
  BoardView['delegates'][number],
  'version' | 'height' | 'heightLag' | 'seenBy' | 'seenAt' | 'presence'
>

/** Fewer blocks below the tip are just on their way. */
export const BEHIND_BLOCKS = 3
const NEVER_SEEN: NodeSight = { poll: null, relay: null }

/**
 * What a delegate's node was last seen to be. Its own endpoint speaks first, then what other nodes heard, then the slots
 * of its seat. A height that others heard is up to minutes old: it makes nobody `behind`.
 */
export function nodeView(sight: NodeSight | undefined, seat: SeatView | undefined, tip: TipAt): NodeView {
  const { poll, relay } = sight ?? NEVER_SEEN
  const height = poll?.height ?? relay?.height ?? null
  const heightLag = poll === null ? relayLag(relay, tip) : lagOf(poll, tip)
  const shown = { version: poll?.version ?? relay?.version ?? null, height, heightLag }
  if (poll !== null && isTelling(poll)) {
    const seenAt = new Date(poll.answers ? poll.atMs : poll.sinceMs).toISOString()
    const isUp = poll.answers && poll.peers !== 0
    const isBehind = heightLag !== null && heightLag >= BEHIND_BLOCKS
    return { ...shown, seenBy: 'poll', seenAt, presence: isUp ? (isBehind ? 'behind' : 'up') : 'down' }
  }
  if (relay !== null) {
    const seenAt = new Date(relay.changedAtMs).toISOString()
    return { ...shown, seenBy: 'relay', seenAt, presence: isSilent(relay) ? 'down' : 'up' }
  }
  if (seat === undefined || seat.presence === 'unknown') {
    return { ...shown, seenBy: null, seenAt: null, presence: 'unknown' }
  }
  return {
    ...shown,
    seenBy: seat.seenBy,
    seenAt: seat.seenAt,
    presence: seat.presence === 'here' ? 'up' : 'down',
  }
}

/** Blocks below the tip of when it was asked; null where either is not known. */
export function lagOf({ height, atMs }: PollSight, tip: TipAt): number | null {
  const then = tip(atMs)
  return height === null || then === null ? null : Math.max(0, then - height)
}

function relayLag(relay: RelaySight | null, tip: TipAt): number | null {
  const then = relay === null ? null : tip(relay.heardAtMs)
  return relay === null || then === null ? null : Math.max(0, then - relay.height)
}

/** How many nodes, and seats of them, run each version; most seats first, then most nodes. */
export function versionCounts(sights: NodeSights, seated: ReadonlySet<string>): BoardView['versions'] {
  const counts = new Map<string | null, { nodes: number; seats: number }>()
  for (const [operator, { poll, relay }] of sights) {
    const version = poll?.version ?? relay?.version ?? null
    const { nodes, seats } = counts.get(version) ?? { nodes: 0, seats: 0 }
    counts.set(version, { nodes: nodes + 1, seats: seats + (seated.has(operator) ? 1 : 0) })
  }
  return [...counts]
    .map(([version, count]) => ({ version, ...count }))
    .sort(
      (a, b) => b.seats - a.seats || b.nodes - a.nodes || (a.version ?? '').localeCompare(b.version ?? ''),
    )
}
