import type { SimulationFaultRequest } from './fault.ts'

/** When a step of a story happens, counted from the story's beginning. */
export type StoryTime =
  | { readonly kind: 'after'; readonly ms: number }
  /** `epoch` from 0 = the one in which the story begins; `block` from 0 = its first, negative from its end, or a named one. */
  | {
      readonly kind: 'at_block'
      readonly epoch: number
      readonly block: number | 'poll_result' | 'last_block'
      /** Network ms after the chain has come there; in a halt it has come to the block that does not come. */
      readonly plusMs: number
    }

export type StoryStep = {
  readonly at: StoryTime
  /** When the fault ends; null = after its `seconds`, or not by itself. */
  readonly until: StoryTime | null
  readonly fault: SimulationFaultRequest
  /** Line in its file, from 1. */
  readonly line: number
}

/** A list of times and faults. */
export type Story = {
  readonly name: string
  readonly about: string
  /** Begins again after so long; null = once. */
  readonly repeatMs: number | null
  readonly steps: readonly StoryStep[]
}

export type StoryStatus = {
  readonly name: string
  readonly about: string
  readonly beganAtMs: number
  readonly done: number
  readonly steps: number
  readonly repeats: boolean
}
