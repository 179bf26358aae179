import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { DomainError } from '#lib/errors.ts'
import { type MarkedYaml, markedYaml } from '#lib/marked-yaml.ts'
import { type Mistake, mistakesOf } from '#lib/networks/config.ts'
import { faultRequestFrom } from './fault-request.ts'
import { countOf, nodeChoice } from './node-choice.ts'
import type { Story, StoryStep } from './story.ts'
import { durationMs, storyTime, TIME_FORMS } from './story-time.ts'

/** A story that cannot be told; the message holds every mistake, one a line, each with its file and line. */
export class StoryError extends DomainError<'bad_story' | 'unknown_story'> {}

const STORIES = path.join(import.meta.dirname, '..', 'stories')
const TEXT_MAX = 1 << 20

const StoryFile = z.strictObject({
  about: z.string().min(1).max(300),
  repeat: z.string().optional(),
  steps: z.array(z.record(z.string(), z.unknown()), 'must be a list of steps').max(5000),
})

/**
 * The story that a text tells; `fileName` names it and stands in every message.
 * @throws {StoryError} `bad_story` with every mistake and its line.
 */
export function storyFrom(text: string, fileName: string): Story {
  if (text.length > TEXT_MAX) {
    throw new StoryError('bad_story', `${fileName} is longer than ${TEXT_MAX} characters`)
  }
  const marked = markedYaml(text)
  if (marked.errors.length > 0) throw refusalOf(fileName, marked.errors.slice(0, 1)) // the rest follow from it
  const parsed = StoryFile.safeParse(marked.content)
  if (!parsed.success) {
    const mistakes = parsed.error.issues.flatMap((issue) => mistakesOf(issue, marked.content))
    throw refusalOf(fileName, placed(marked, mistakes))
  }
  const { about, repeat, steps } = parsed.data
  const told = steps.map((step, index) => stepFrom(step, index, marked))
  const story: Story = {
    name: path.basename(fileName).replace(/\.ya?ml$/, ''),
    about,
    repeatMs: repeat === undefined ? null : durationMs(repeat),
    steps: told.flatMap((step) => ('mistakes' in step ? [] : [step])),
  }
  const mistakes = [
    ...told.flatMap((step) => ('mistakes' in step ? step.mistakes : [])),
    ...repeatMistakes(repeat, story),
  ]
  if (mistakes.length > 0) throw refusalOf(fileName, placed(marked, mistakes))
  return story
}

function stepFrom(
  step: Readonly<Record<string, unknown>>,
  index: number,
  marked: MarkedYaml,
): StoryStep | { readonly mistakes: readonly Mistake[] } {
  const { at: when, until: end, ...fault } = step
  const at = storyTime(String(when))
  const until = end === undefined ? null : storyTime(String(end))
  const parsed = faultRequestFrom(fault)
  const mistakes: Mistake[] = at === null ? [badTime('at', when)] : []
  if (end !== undefined && until === null) mistakes.push(badTime('until', end))
  if (end !== undefined && 'seconds' in step)
    mistakes.push({ path: ['until'], message: 'seconds and until say the same thing twice' })
  if ('mistakes' in parsed) mistakes.push(...parsed.mistakes)
  if (at !== null && 'request' in parsed && mistakes.length === 0) {
    return { at, until, fault: parsed.request, line: marked.lineOf(['steps', index]) }
  }
  return { mistakes: mistakes.map((mistake) => ({ ...mistake, path: ['steps', index, ...mistake.path] })) }
}

function badTime(key: 'at' | 'until', when: unknown): Mistake {
  const message =
    when === undefined ? `${key} is missing` : `${key} ${JSON.stringify(when)} is not ${TIME_FORMS}`
  return { path: [key], message }
}

/** A story that begins again before its last step would never come to it. */
function repeatMistakes(repeat: string | undefined, { repeatMs, steps }: Story): Mistake[] {
  if (repeat === undefined) return []
  const at = ['repeat']
  if (repeatMs === null || repeatMs === 0) {
    return [{ path: at, message: `repeat ${repeat} is not a time such as 9m or 1h` }]
  }
  const late = steps.find((step) => step.at.kind === 'after' && step.at.ms >= repeatMs)
  return late ? [{ path: at, message: `repeat ${repeat} is not after the step on line ${late.line}` }] : []
}

/** What of a network decides which nodes a story may name. */
export type NodesAndSeats = {
  readonly nodes: readonly { readonly name: string }[]
  readonly plan: { readonly params: { readonly seats: number } }
}

/**
 * Whether a network has the nodes that a story names.
 * @throws {StoryError} `bad_story` with every node that it does not have.
 */
export function checkStory(story: Story, network: NodesAndSeats, fileName = `${story.name}.yaml`): void {
  const { seats } = network.plan.params
  const places = story.steps.flatMap(({ fault: { node }, line }) => {
    const message = absence(node, network.nodes, seats)
    return message === null ? [] : [{ line, message }]
  })
  if (places.length > 0) throw refusalOf(fileName, places)
}

function absence(
  node: string | number,
  nodes: readonly { readonly name: string }[],
  seats: number,
): string | null {
  const choice = nodeChoice(node)
  if (choice?.kind === 'name' && !nodes.some(({ name }) => name === choice.name)) {
    return `no node is called ${choice.name}`
  }
  if (choice?.kind === 'index' && choice.index >= nodes.length) {
    return `there is no node ${choice.index}: there are ${nodes.length}, from 0`
  }
  if (choice?.kind === 'seats' && choice.to >= seats) {
    return `there is no seat ${choice.to}: there are ${seats}, from 0`
  }
  const count = choice?.kind === 'random' ? countOf(choice.count, seats) : 0
  return count > seats ? `there are ${seats} seats, not ${count}` : null
}

/** The stories that ship with devnet, by name. */
export function shippedStories(): Story[] {
  const files = readdirSync(STORIES).filter((name) => name.endsWith('.yaml'))
  return files.sort().map((name) => storyFrom(readFileSync(path.join(STORIES, name), 'utf8'), name))
}

function placed(marked: MarkedYaml, mistakes: readonly Mistake[]): { line: number; message: string }[] {
  return mistakes.map(({ path: place, message }) => ({ line: marked.lineOf(place), message }))
}

function refusalOf(fileName: string, places: readonly { line: number; message: string }[]): StoryError {
  const lines = places.toSorted((a, b) => a.line - b.line)
  return new StoryError(
    'bad_story',
    lines.map(({ line, message }) => `${fileName}:${line}: ${message}`).join('\n'),
  )
}
