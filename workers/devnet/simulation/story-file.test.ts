import { expect, test } from 'vitest'
import { checkStory, shippedStories, storyFrom } from './story-file.ts'

const GOOD = `about: A short one.
repeat: 9m
steps:
  - at: 30s
    fault: kill
    node: birch
    seconds: 60
  - at: 2m30s
    fault: slow
    node: seats 0-7
    ms: 400
    until: epoch +1 poll_result +2m
  - at: epoch +1 block -3
    fault: upgrade
    node: 4
    version: v2.5.1
  - at: epoch +0 last_block
    fault: start
    node: random 8
`

const after = (ms: number) => ({ kind: 'after', ms }) as const

test('a story says when what happens to whom, and on which line it stands', () => {
  expect(storyFrom(GOOD, 'stories/short-one.yaml')).toEqual({
    name: 'short-one',
    about: 'A short one.',
    repeatMs: 540_000,
    steps: [
      { at: after(30_000), until: null, fault: { fault: 'kill', node: 'birch', seconds: 60 }, line: 4 },
      {
        at: after(150_000),
        until: { kind: 'at_block', epoch: 1, block: 'poll_result', plusMs: 120_000 },
        fault: { fault: 'slow', node: 'seats 0-7', ms: 400 },
        line: 8,
      },
      {
        at: { kind: 'at_block', epoch: 1, block: -3, plusMs: 0 },
        until: null,
        fault: { fault: 'upgrade', node: 4, version: 'v2.5.1' },
        line: 13,
      },
      {
        at: { kind: 'at_block', epoch: 0, block: 'last_block', plusMs: 0 },
        until: null,
        fault: { fault: 'start', node: 'random 8' },
        line: 17,
      },
    ],
  })
})

test.each([
  [
    'an unknown fault',
    'fault: kill',
    'fault: explode',
    's.yaml:5: no fault is called explode; there are kill, ',
  ],
  ['a node of no known form', 'node: birch', 'node: seats 7', 's.yaml:6: node seats 7 is none of: a name, '],
  ['a time of no known form', 'at: 30s', 'at: soon', 's.yaml:4: at "soon" is not a time such as 30s, 2m, '],
  [
    'an end told twice',
    'seconds: 60',
    'seconds: 60\n    until: 3m',
    's.yaml:8: seconds and until say the same',
  ],
  ['a field of another fault', 'seconds: 60', 'ms: 60', 's.yaml:7: unknown key ms'],
  ['a field that is missing', '    ms: 400\n', '', 's.yaml:8: ms is missing'],
  ['a number out of bounds', 'seconds: 60', 'seconds: -1', 's.yaml:7: seconds: '],
  [
    'a version that is none',
    'version: v2.5.1',
    'version: new',
    's.yaml:16: version: must be a version like v2.5.1',
  ],
  ['an unknown key of the story', 'about:', 'abuot:', 's.yaml:1: unknown key abuot'],
  [
    'a repetition before the last step',
    'repeat: 9m',
    'repeat: 2m',
    's.yaml:2: repeat 2m is not after the step on line 8',
  ],
  ['no YAML', 'repeat: 9m', 'repeat: [9m', 's.yaml:'],
  ['no steps', GOOD.slice(GOOD.indexOf('steps')), '', 's.yaml:1: steps is missing'],
])('%s is told with its line', (_, from, to, message) => {
  expect(() => storyFrom(GOOD.replace(from, to), 's.yaml')).toThrow(message)
})

test('every mistake of a file is told, in the order of its lines', () => {
  const text = GOOD.replace('fault: kill', 'fault: x').replace('at: 2m30s', 'at: x')
  expect(() => storyFrom(text, 's.yaml')).toThrow(/^s\.yaml:5: [^\n]+\ns\.yaml:8: [^\n]+$/)
})

const network = (names: readonly string[], seats: number) => ({
  nodes: names.map((name) => ({ name })),
  plan: { params: { seats } },
})

test('a node, an index and a seat that the network does not have are told with their lines', () => {
  const story = storyFrom(GOOD, 's.yaml')
  expect(() => checkStory(story, network(['alder', 'birch', 'cedar', 'elm', 'fir'], 8))).not.toThrow()
  expect(() => checkStory(story, network(['alder', 'beech'], 7), 's.yaml')).toThrow(
    [
      's.yaml:4: no node is called birch',
      's.yaml:8: there is no seat 7: there are 7, from 0',
      's.yaml:13: there is no node 4: there are 2, from 0',
      's.yaml:17: there are 7 seats, not 8',
    ].join('\n'),
  )
})

test('every story that ships can be told', () => {
  for (const { name, about } of shippedStories()) {
    expect(name).toMatch(/^[a-z0-9-]+$/)
    expect(about).not.toBe('')
  }
})
