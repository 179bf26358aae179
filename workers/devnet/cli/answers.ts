import { z } from 'zod'

const Faults = z.object({
  items: z.array(
    z.looseObject({
      id: z.int(),
      fault: z.string(),
      node: z.union([z.string(), z.number()]),
      nodes: z.array(z.int()).default([]),
      untilMs: z.number().nullish(),
      story: z.string().nullish(),
    }),
  ),
})
const Nodes = z.object({
  items: z.array(
    z.object({
      index: z.int(),
      name: z.string(),
      process: z.string(),
      height: z.int(),
      version: z.string(),
      peers: z.int(),
      round: z.int(),
      active: z.boolean(),
      paused: z.boolean(),
      ready: z.boolean(),
    }),
  ),
})
const Stories = z.object({ items: z.array(z.object({ name: z.string(), about: z.string() })) })
const Story = z.object({
  story: z.object({ name: z.string(), done: z.int(), steps: z.int(), repeats: z.boolean() }).nullable(),
})
const Clock = z.object({ anchorWallMs: z.number(), anchorNetworkMs: z.number(), speed: z.number() })
const Network = z.object({ name: z.string() })

/** What the commands read of a control port's answers. */
export const Answers = { Faults, Nodes, Stories, Story, Clock, Network }
