import type { z } from 'zod'
import { type Mistake, mistakesOf } from '#lib/networks/config.ts'
import { VARIANTS } from '../faults/fault.ts'
import { SimulationFaultRequest } from './fault.ts'
import { NODE_FORMS, nodeChoice } from './node-choice.ts'

/** The names of everything that may happen to a simulated node. */
export const FAULT_NAMES: readonly string[] = SimulationFaultRequest.options.map(
  ({ shape }) => shape.fault.value,
)

/** A fault as somebody wrote it, or every mistake in it. Whether its nodes exist only the network can say. */
export function faultRequestFrom(
  content: unknown,
): { readonly request: SimulationFaultRequest } | { readonly mistakes: readonly Mistake[] } {
  const parsed = SimulationFaultRequest.safeParse(content)
  if (!parsed.success) return { mistakes: parsed.error.issues.flatMap((issue) => inWords(issue, content)) }
  const mistakes = [...nodeMistakes(parsed.data.node), ...variantMistakes(parsed.data)]
  return mistakes.length > 0 ? { mistakes } : { request: parsed.data }
}

function inWords(issue: z.core.$ZodIssue, content: unknown): Mistake[] {
  const [key] = issue.path
  const value = (content as Record<PropertyKey, unknown> | null)?.[key ?? '']
  if (key === 'fault' && value !== undefined) {
    return [
      { path: issue.path, message: `no fault is called ${said(value)}; there are ${list(FAULT_NAMES)}` },
    ]
  }
  if (key === 'node' && value !== undefined) return [badNode(value)]
  return mistakesOf(issue, content)
}

function nodeMistakes(node: string | number): Mistake[] {
  return nodeChoice(node) === null ? [badNode(node)] : []
}

function badNode(node: unknown): Mistake {
  return { path: ['node'], message: `node ${said(node)} is none of: ${NODE_FORMS}` }
}

function variantMistakes(request: SimulationFaultRequest): Mistake[] {
  if (request.fault !== 'lie' || request.variant === undefined) return []
  const variants = VARIANTS[request.lie] ?? []
  if (variants.includes(request.variant)) return []
  const known = variants.length === 0 ? 'it has none' : `there are ${list(variants)}`
  const message = `the lie ${request.lie} has no variant ${said(request.variant)}; ${known}`
  return [{ path: ['variant'], message }]
}

function said(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')).slice(0, 60)
}

function list(names: readonly string[]): string {
  return names.join(', ')
}
