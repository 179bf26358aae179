import { epochEnd, epochOf, epochStart, pollResultHeight } from '#lib/chain/epoch.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import type { Story, StoryStatus, StoryStep, StoryTime } from './story.ts'

/** Something of a story that is to be done now. */
export type Cue = { readonly step: StoryStep; readonly what: 'begin' | 'end' }

/** A story under way: what of it is due. */
export type StoryRunner = {
  readonly story: Story
  readonly status: () => StoryStatus
  /** When something of it is next due by the clock alone, Unix ms of the network; infinite when nothing is. */
  readonly nextMs: () => number
  /** Takes what is due at an instant, with `height` the one that has no block yet. */
  readonly due: (nowMs: number, height: number) => readonly Cue[]
}

type Waiting = Cue & {
  readonly time: StoryTime
  /** When the chain came to its height; null before, and for times that hang on no height. */
  reachedMs: number | null
}

/** Begins a story at an instant, inside the epoch of the open height. */
export function storyRunner(
  params: NetworkParams,
  story: Story,
  beganAtMs: number,
  beganAtHeight: number,
): StoryRunner {
  let began = beganAtMs
  let epoch = epochOf(params, beganAtHeight)
  let left = cuesOf(story)
  const dueMs = ({ time, reachedMs }: Waiting) => {
    if (time.kind === 'after') return began + time.ms
    return reachedMs === null ? Number.POSITIVE_INFINITY : reachedMs + time.plusMs
  }
  const endsMs = () => (story.repeatMs === null ? Number.POSITIVE_INFINITY : began + story.repeatMs)
  return {
    story,
    status: () => ({
      name: story.name,
      about: story.about,
      beganAtMs: began,
      done: story.steps.length - left.filter(({ what }) => what === 'begin').length,
      steps: story.steps.length,
      repeats: story.repeatMs !== null,
    }),
    nextMs: () => Math.min(endsMs(), ...left.map(dueMs)),
    due: (nowMs, height) => {
      for (const cue of left) {
        const isReached = cue.time.kind === 'at_block' && heightOf(params, epoch, cue.time) <= height
        if (isReached) cue.reachedMs ??= nowMs
      }
      const due = left.filter((cue) => dueMs(cue) <= nowMs)
      left = left.filter((cue) => !due.includes(cue))
      if (endsMs() > nowMs) return due
      began = endsMs()
      epoch = epochOf(params, height)
      const ends = left.filter(({ what }) => what === 'end')
      left = cuesOf(story)
      return [...due, ...ends]
    },
  }
}

function cuesOf({ steps }: Story): Waiting[] {
  return steps.flatMap((step): Waiting[] => {
    const begin: Waiting = { step, what: 'begin', time: step.at, reachedMs: null }
    return step.until === null ? [begin] : [begin, { step, what: 'end', time: step.until, reachedMs: null }]
  })
}

function heightOf(params: NetworkParams, began: number, at: StoryTime & { kind: 'at_block' }): number {
  const epoch = began + at.epoch
  if (at.block === 'poll_result') return pollResultHeight(params, epoch)
  if (at.block === 'last_block') return epochEnd(params, epoch)
  return at.block < 0 ? epochEnd(params, epoch) + 1 + at.block : epochStart(params, epoch) + at.block
}
