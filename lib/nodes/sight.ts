/** What an endpoint of ours last said of itself. All times are the network's, Unix ms. */
export type PollSight = {
  readonly endpoint: string
  readonly answers: boolean
  /** Why it does not answer, as lib/nodes names it; null while it does. */
  readonly reason: string | null
  /** Since when it answers, or does not. */
  readonly sinceMs: number
  /** When it was last asked. */
  readonly atMs: number
  readonly height: number | null
  readonly version: string | null
  /** When its process began. */
  readonly startedAtMs: number | null
  /** Peers it is connected to; null where its metrics are not read. */
  readonly peers: number | null
  /** Its consensus: the height it works at, the round it is in, and since when neither moved. */
  readonly consensus: { readonly height: number; readonly round: number; readonly movedAtMs: number } | null
}

/** What other nodes last heard of a node. All times are the network's, Unix ms. */
export type RelaySight = {
  readonly height: number
  readonly version: string | null
  readonly firstSeenAtMs: number
  /** When its height last rose, or its version changed. */
  readonly changedAtMs: number
  /** When the relays were last asked. */
  readonly heardAtMs: number
  /** How many nodes heard of it. */
  readonly relays: number
}

/** What is known of the node behind an operator key. */
export type NodeSight = { readonly poll: PollSight | null; readonly relay: RelaySight | null }

/** By operator; who is not in it was never seen. */
export type NodeSights = ReadonlyMap<string, NodeSight>

/** Reasons that lie in the door between us and a node: it may run all the same. */
const DOOR_REASONS = [
  'tls',
  'private_address',
  'redirected',
  'not_a_node',
  'not_supported',
  'wrong_network',
  'busy',
]

/** Whether an endpoint's answer, or its silence, tells anything of the node behind it. */
export function isTelling({ answers, reason }: PollSight): boolean {
  return answers || !DOOR_REASONS.includes(reason ?? '')
}

/** A node gossips every minute: one that is silent for longer than this no longer runs, or no longer advances. */
export const GOSSIP_SILENT_MS = 90_000

/** Whether what others heard of a node has stood still for too long, as of when they were last asked. */
export function isSilent({ heardAtMs, changedAtMs }: RelaySight): boolean {
  return heardAtMs - changedAtMs > GOSSIP_SILENT_MS
}
