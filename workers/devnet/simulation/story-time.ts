import type { StoryTime } from './story.ts'

/** What a time may look like, for messages. */
export const TIME_FORMS =
  'a time such as 30s, 2m, 1h30m, or epoch +1, epoch +1 block 20, epoch +1 poll_result +2m, epoch +0 last_block'

const UNITS = [3_600_000, 60_000, 1000] as const

/** Network milliseconds of a text such as 1h, 2m30s or 0.5s; null for any other. */
export function durationMs(text: string): number | null {
  const parts = /^(?:(\d{1,5})h)?(?:(\d{1,6})m)?(?:(\d{1,8}(?:\.\d{1,3})?)s)?$/.exec(text)
  if (parts === null || text === '') return null
  const [, ...numbers] = parts
  return Math.round(
    numbers.reduce((sum, number, index) => sum + Number(number ?? 0) * (UNITS[index] ?? 0), 0),
  )
}

/** When a step happens, from its text; null for a text of no such form. */
export function storyTime(text: string): StoryTime | null {
  const ms = durationMs(text)
  if (ms !== null) return { kind: 'after', ms }
  const parts = /^epoch \+(\d{1,6})(?: (?:block (-?\d{1,7})|(poll_result|last_block)))?(?: \+(\S+))?$/.exec(
    text,
  )
  if (parts === null) return null
  const [, epoch, block, named, plus] = parts
  const plusMs = plus === undefined ? 0 : durationMs(plus)
  if (plusMs === null) return null
  const at = named === 'poll_result' || named === 'last_block' ? named : Number(block ?? 0)
  return { kind: 'at_block', epoch: Number(epoch), block: at, plusMs }
}
