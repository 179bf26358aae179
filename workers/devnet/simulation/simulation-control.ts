import { z } from 'zod'
import { bodyJson, type ControlAnswer, ControlRefusal, type ControlRoutes } from '../control.ts'
import { networkFile } from '../generate/network.ts'
import { SIMULATION_HELP } from './control-help.ts'
import { FaultError } from './fault.ts'
import { faultRequestFrom } from './fault-request.ts'
import type { SimulatedNetwork } from './simulated-network.ts'
import type { Story } from './story.ts'
import { checkStory, StoryError, shippedStories, storyFrom } from './story-file.ts'

/** A story that ships, by name, or one as it is written; `file` names it in what is said of its lines. */
const StoryRequest = z.union([
  z.strictObject({ name: z.string().max(100) }),
  z.strictObject({ yaml: z.string(), file: z.string().min(1).max(200).default('story.yaml') }),
])

/** The control port of a simulated network; `settle` opens and shuts the nodes' ports as they are now. */
export function simulationControl(network: SimulatedNetwork, settle: () => Promise<void>): ControlRoutes {
  return async ({ call, body }) => {
    const read = READS.get(call)
    if (read !== undefined) return ok(read(network))
    const changed = change(network, call, body)
    if (changed !== undefined) await settle() // in force when the call has answered
    return changed
  }
}

type Read = (network: SimulatedNetwork) => unknown

const READS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['GET /', () => SIMULATION_HELP],
  ['GET /clock', (network) => network.clock()],
  ['GET /network', ({ plan }) => networkFile(plan.name, plan.params, plan.delegates)],
  ['GET /nodes', (network) => ({ items: network.nodes.map(nodeView) })],
  ['GET /faults', (network) => ({ items: network.faults() })],
  ['GET /stories', () => ({ items: shippedStories().map(({ name, about }) => ({ name, about })) })],
  ['GET /story', (network) => ({ story: network.story() })],
  ['GET /record', (network) => network.record()],
])

function ok(value: unknown): ControlAnswer {
  return { status: 200, value }
}

/** A node's state without what it heard of others, which its metrics page tells. */
function nodeView({ index, name, operator, state }: SimulatedNetwork['nodes'][number]): unknown {
  const { gossip: _gossip, ...shown } = state()
  return { index, name, operator, ...shown }
}

function change(network: SimulatedNetwork, call: string, body: string): ControlAnswer | undefined {
  if (call === 'POST /faults') return { status: 201, value: addFault(network, bodyJson(body)) }
  if (call === 'POST /story') return { status: 201, value: runStory(network, bodyJson(body)) }
  if (call === 'DELETE /story') {
    network.stopStory()
    return ok({ story: network.story() })
  }
  const ended = /^DELETE \/faults\/(\d{1,9}|all)$/.exec(call)?.[1]
  if (ended === undefined) return undefined
  if (!network.endFault(ended === 'all' ? 'all' : Number(ended)) && ended !== 'all') {
    throw new ControlRefusal(404, `there is no fault ${ended}`)
  }
  return ok({ items: network.faults() })
}

function addFault(network: SimulatedNetwork, content: unknown): unknown {
  const parsed = faultRequestFrom(content)
  if ('mistakes' in parsed) {
    throw new ControlRefusal(400, parsed.mistakes.map(({ message }) => message).join('; '))
  }
  try {
    return network.addFault(parsed.request)
  } catch (cause) {
    if (cause instanceof FaultError) throw new ControlRefusal(400, cause.message)
    throw cause
  }
}

function runStory(network: SimulatedNetwork, content: unknown): unknown {
  const request = StoryRequest.safeParse(content)
  if (!request.success) {
    throw new ControlRefusal(
      400,
      'the body must be {"name": …} of a story that ships, or {"yaml": …, "file": …}',
    )
  }
  try {
    const { story, file } = storyOf(request.data)
    checkStory(story, network, file)
    network.runStory(story)
  } catch (cause) {
    if (cause instanceof StoryError || cause instanceof FaultError)
      throw new ControlRefusal(400, cause.message)
    throw cause
  }
  return { story: network.story() }
}

function storyOf(request: z.infer<typeof StoryRequest>): { story: Story; file: string } {
  if ('yaml' in request) return { story: storyFrom(request.yaml, request.file), file: request.file }
  const stories = shippedStories()
  const story = stories.find(({ name }) => name === request.name)
  if (story !== undefined) return { story, file: `${story.name}.yaml` }
  const names = stories.map(({ name }) => name).join(', ')
  throw new StoryError('unknown_story', `no story is called ${request.name}; there are ${names}`)
}
