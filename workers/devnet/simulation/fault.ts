import { z } from 'zod'
import { DomainError } from '#lib/errors.ts'
import { LIES } from '../faults/fault.ts'

/** A fault that cannot be put in force; the message says why in one sentence. */
export class FaultError extends DomainError<'unknown_node' | 'bad_fault'> {}

/**
 * Which nodes: a delegate's name or `gateway-0`; an index; `seat 3`, `seats 0-7`: who holds them at that moment;
 * `random` or `random 8`: drawn by the seed among the seats; `spare 1`: the first candidate without a seat; `all`.
 */
const node = z.union([z.string().min(1).max(40), z.int().min(0)])
/** How long, in network seconds; without it until it is ended. */
const seconds = z.number().positive().max(10_000_000).optional()
const version = z.string().regex(/^v\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, 'must be a version like v2.5.1')

/** What may happen to a node; the first three and `upgrade` are done at once, the others last. */
export const SimulationFaultRequest = z.discriminatedUnion('fault', [
  z.strictObject({ node, fault: z.literal('kill'), seconds }), // its process ends; started again after `seconds`
  z.strictObject({ node, fault: z.literal('start') }),
  z.strictObject({ node, fault: z.literal('restart') }),
  z.strictObject({ node, fault: z.literal('upgrade'), version }), // stopped, another version started; down as well as up
  z.strictObject({ node, fault: z.literal('freeze'), seconds }),
  z.strictObject({
    node,
    fault: z.literal('slow'),
    seconds,
    ms: z.number().min(1).max(60_000),
    jitterMs: z.number().min(0).max(60_000).optional(),
  }),
  z.strictObject({ node, fault: z.literal('lose_commit_votes'), seconds }), // its commit votes do not arrive
  z.strictObject({ node, fault: z.literal('cut_off'), seconds }), // no peers; its ports answer
  z.strictObject({
    node,
    fault: z.literal('clock_off'),
    seconds,
    offsetSeconds: z.number().min(-3600).max(3600),
  }),
  z.strictObject({ node, fault: z.literal('standby'), seconds }),
  z.strictObject({ node, fault: z.literal('pause'), seconds }),
  z.strictObject({ node, fault: z.literal('no_machine'), seconds }),
  /** Computes another state from a height on: it neither accepts the others' blocks nor makes ones they accept. */
  z.strictObject({
    node,
    fault: z.literal('disagree'),
    seconds,
    /** First height at which it shows; default the next one. `poll_result` = the next block with a PutPollResult. */
    from: z.union([z.int().min(1), z.literal('poll_result'), z.literal('last_block')]).optional(),
    /** What ends it for a node. */
    healedBy: z.enum(['restart', 'upgrade', 'nothing']).optional(),
  }),
  z.strictObject({
    node,
    fault: z.literal('lie'),
    seconds,
    lie: z.enum(LIES),
    height: z.int().min(1),
    variant: z.string().optional(),
  }),
  z.strictObject({ node, fault: z.literal('tls_expired'), seconds }),
  z.strictObject({ node, fault: z.literal('firewall_probe'), seconds }),
])
export type SimulationFaultRequest = z.infer<typeof SimulationFaultRequest>
export type SimulationFaultName = SimulationFaultRequest['fault']

/** A fault in force: whom it hit, since when and until when by the network's time. */
export type SimulationFault = SimulationFaultRequest & {
  readonly id: number
  /** Indexes of the nodes that `node` meant at that moment. */
  readonly nodes: readonly number[]
  readonly sinceMs: number
  /** Null = until it is ended. */
  readonly untilMs: number | null
  /** The story's name, or null when it was put in by hand. */
  readonly story: string | null
}
