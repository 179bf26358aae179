import { z } from 'zod'
import { NodeView } from '#lib/nodes/registry-schema.ts'
import { MemberView } from './people-schema.ts'

/** What waits for somebody, by name. */
export const NEEDS = ['claim_marked', 'node_notice', 'token_expires'] as const

export const NeedView = z.object({
  kind: z.enum(NEEDS),
  network: z.string().nullable(),
  /** Candidate id. */
  delegateId: z.string().nullable(),
  delegateName: z.string().nullable(),
  /** The member, node or token that it is about. */
  about: z.string(),
  /** A sentence for people. */
  detail: z.string(),
  /** By when; null = there is no such instant. */
  due: z.iso.datetime().nullable(),
})
export type NeedView = z.infer<typeof NeedView>

export const MyView = z.object({
  /** Where one may act, by network and delegate, with the machines registered there. */
  delegates: z.array(MemberView.extend({ nodes: z.array(NodeView) })),
  /** Soonest due first; empty = nothing needs you. */
  needs: z.array(NeedView),
})
export type MyView = z.infer<typeof MyView>
