import { writeFileSync } from 'node:fs'
import type { z } from 'zod'
import { wallNow } from '#lib/clock.ts'
import { DevnetError } from '../devnet-error.ts'
import { storyNamed } from '../simulation/story-source.ts'
import { Answers } from './answers.ts'
import type { Ask } from './ask-control.ts'
import { type FaultOption, faultBody } from './fault-arguments.ts'
import { textTable } from './text-table.ts'

/** A command's words after its name, its options, and how it asks the running devnet. */
type Command = (
  ask: Ask,
  words: readonly string[],
  options: Readonly<Partial<Record<FaultOption | 'out', string>>>,
) => Promise<string>

/** The commands to a running devnet by name; each gives the text to print. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  status: async (ask) => {
    const { name } = Answers.Network.parse(await ask('GET', '/network'))
    const clock = Answers.Clock.parse(await ask('GET', '/clock'))
    const { items: nodes } = Answers.Nodes.parse(await ask('GET', '/nodes'))
    const { items: faults } = Answers.Faults.parse(await ask('GET', '/faults'))
    const { story } = Answers.Story.parse(await ask('GET', '/story'))
    const now = clock.anchorNetworkMs + (wallNow() - clock.anchorWallMs) * clock.speed
    const up = nodes.filter(({ process }) => process === 'up').length
    const tip = Math.max(...nodes.map(({ height }) => height))
    const told = story === null ? 'no story' : `story ${story.name}, ${story.done} of ${story.steps} steps`
    return [
      `${name} at ${new Date(now).toISOString()}, speed ${clock.speed}`,
      `height ${tip}, ${up} of ${nodes.length} nodes up, ${faults.length} faults in force, ${told}`,
      '',
    ].join('\n')
  },
  nodes: async (ask) => {
    const { items } = Answers.Nodes.parse(await ask('GET', '/nodes'))
    const head = ['node', 'name', 'process', 'height', 'round', 'peers', 'version', 'state']
    const rows = items.map((node) => [
      node.index,
      node.name,
      node.process,
      node.height,
      node.round,
      node.peers,
      node.version,
      node.paused ? 'paused' : node.active ? (node.ready ? '' : 'not ready') : 'standby',
    ])
    return textTable(head, rows)
  },
  fault: async (ask, words, options) => {
    const fault = (await ask('POST', '/faults', faultBody(words, options))) as { id: number }
    return `fault ${fault.id} is in force\n`
  },
  faults: async (ask) => faultTable(Answers.Faults.parse(await ask('GET', '/faults'))),
  heal: async (ask, [id]) => {
    if (id === undefined) throw new DevnetError('bad_command', 'heal needs the id of a fault, or all')
    return faultTable(Answers.Faults.parse(await ask('DELETE', `/faults/${encodeURIComponent(id)}`)))
  },
  story: (ask, words) => storyCommand(ask, words),
  record: async (ask, _words, { out }) => {
    const text = `${JSON.stringify(await ask('GET', '/record'))}\n`
    if (out === undefined) return text
    writeFileSync(out, text)
    return `${out} holds the record\n`
  },
}

function faultTable({ items }: z.output<typeof Answers.Faults>): string {
  if (items.length === 0) return 'no fault is in force\n'
  const head = ['id', 'fault', 'node', 'nodes', 'until', 'story']
  const rows = items.map(({ id, fault, node, nodes, untilMs, story }) => [
    id,
    fault,
    String(node),
    nodes.join(','),
    untilMs == null ? 'it is ended' : new Date(untilMs).toISOString(),
    story ?? '',
  ])
  return textTable(head, rows)
}

async function storyCommand(ask: Ask, [verb, name]: readonly string[]): Promise<string> {
  if (verb === 'stop') {
    await ask('DELETE', '/story')
    return 'no story runs\n'
  }
  if (verb === 'list') {
    const { items } = Answers.Stories.parse(await ask('GET', '/stories'))
    return textTable(
      ['story', 'about'],
      items.map(({ name, about }) => [name, about]),
    )
  }
  if (verb !== 'run' || name === undefined) {
    throw new DevnetError('bad_command', 'story needs run NAME, list, stop or check FILE')
  }
  const { story, file, text } = storyNamed(name)
  await ask('POST', '/story', text === null ? { name } : { yaml: text, file })
  return `story ${story.name} runs: ${story.about}\n`
}
