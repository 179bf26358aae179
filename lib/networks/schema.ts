import { z } from 'zod'

/** The first thing a page says about a network. */
export const NetworkState = z.enum([
  'live', // blocks come, no round is being lost
  'slow', // rounds are being lost at the open height
  'stalled', // more rounds lost at the open height than seats may be away
  'syncing', // the follower is behind the tip
  'ended', // a replay came to its end
  'stopped', // a verified block broke the rules we derive by
  'no_trusted_endpoint', // every endpoint that answers was caught lying
  'unreachable', // no endpoint answers
])
export type NetworkState = z.infer<typeof NetworkState>

/** RFC 3339 in UTC with milliseconds. */
export const Instant = z.iso.datetime({ precision: 3 })

export const TipView = z.object({ height: z.int(), hash: z.string(), at: Instant })

/** What a practice network's clock is, so that a browser can tick by it; see lib/clock.ts. */
export const ClockView = z.object({
  anchorWallMs: z.number(),
  anchorNetworkMs: z.number(),
  speed: z.number(),
  endsAtMs: z.number().nullable(),
})

/** A network that others live on, a recording played back, or a simulated one that may be broken on purpose. */
export const NetworkKind = z.enum(['real', 'replay', 'practice'])
export type NetworkKind = z.infer<typeof NetworkKind>

/** A stretch of network time in which lost rounds are nobody's, since staff said so. */
export const PauseView = z.object({
  id: z.int(),
  from: Instant,
  /** Null = until it is ended. */
  until: Instant.nullable(),
  why: z.string(),
})
export type PauseView = z.infer<typeof PauseView>

export const NetworkView = z.object({
  id: z.string(),
  name: z.string(),
  state: NetworkState,
  /** Network time since which the state holds. */
  stateSince: Instant,
  /** Wall time at which the follower last looked; old = what is shown is stale. */
  checkedAt: Instant.nullable(),
  /** Not a real network: it has a clock of its own. */
  practice: z.boolean(),
  kind: NetworkKind,
  clock: ClockView.nullable(),
  tip: TipView.nullable(),
  /** The highest tip a trusted endpoint claims. */
  claimedTip: z.int().nullable(),
  epoch: z.int().nullable(),
  quorum: z.int(),
  seats: z.int(),
  /** Every height from the start of following up to here is verified and stored. */
  verifiedTo: z.int().nullable(),
  followedFrom: z.int().nullable(),
  backfill: z
    .object({ nextHeight: z.int(), untilHeight: z.int(), perSecond: z.number().nullable() })
    .nullable(),
  /** Why derivation stopped, when state is `stopped`. */
  stop: z.object({ epoch: z.int(), height: z.int(), code: z.string(), detail: z.string() }).nullable(),
  params: z.record(z.string(), z.unknown()),
})
export type NetworkView = z.infer<typeof NetworkView>

export const EndpointView = z.object({
  name: z.string(),
  grpc: z.string().nullable(),
  jsonrpc: z.string().nullable(),
  gateway: z.boolean(),
  height: z.int().nullable(),
  /** Blocks behind the network's tip when it was asked; null when it never answered. */
  lag: z.int().nullable(),
  version: z.string().nullable(),
  answeredAt: Instant.nullable(),
  checkedAt: Instant.nullable(),
  /** `ok`, `lying`, or a named reason such as `refused`, `timed_out`, `wrong_network`, `behind`. */
  verdict: z.string(),
  detail: z.string().nullable(),
  proof: z
    .object({
      height: z.int(),
      check: z.string(),
      expected: z.string(),
      got: z.string(),
      at: Instant,
    })
    .nullable(),
  conflict: z.object({ epoch: z.int(), detail: z.string() }).nullable(),
})
export type EndpointView = z.infer<typeof EndpointView>
