import { wallNow } from '#lib/clock.ts'
import type { RunningDevnet } from '../devnet.ts'
import type { SimulationOptions } from '../options.ts'
import { openDoor } from '../wire/door.ts'
import { silence } from '../wire/strangers.ts'
import type { NetworkPlan } from './plan.ts'
import { planFrom } from './plan-from-options.ts'
import { type SimulationPorts, serveNetwork } from './serve-network.ts'
import { startNetwork } from './start-network.ts'
import type { Story } from './story.ts'
import { checkStory } from './story-file.ts'
import { storyNamed } from './story-source.ts'

/**
 * Starts a simulated network and serves it; everything that can be wrong is found before anything is begun.
 * @throws {DevnetError} for options, files and ports that cannot be.
 * @throws {StoryError} for a story that cannot be told on this network.
 */
export async function startSimulation(
  options: SimulationOptions,
  onTrouble: (cause: unknown) => void,
): Promise<RunningDevnet> {
  const plan = planFrom(options, wallNow())
  const story = options.story === null ? null : storyOn(plan, options.story)
  await checkPorts(options.ports, plan.delegates.length + plan.gateways)
  const { speed, dataDir, historyEpochs } = options
  const storyBegins = story?.repeatMs === null ? 'after_history' : 'at_genesis'
  const network = await startNetwork({ plan, speed, dataDir, historyEpochs, story, storyBegins })
  try {
    const served = await serveNetwork(network, options.ports, onTrouble)
    const close = async () => {
      await served.close()
      await network.close()
    }
    return { ...served, close }
  } catch (cause) {
    await network.close()
    throw cause
  }
}

function storyOn(plan: NetworkPlan, nameOrFile: string): Story {
  const { story, file } = storyNamed(nameOrFile)
  const gateways = Array.from({ length: plan.gateways }, (_, index) => ({ name: `gateway-${index}` }))
  checkStory(story, { nodes: [...plan.delegates, ...gateways], plan }, file)
  return story
}

/** Making a history takes minutes: a port that is taken is told before. */
async function checkPorts(ports: SimulationPorts, nodes: number): Promise<void> {
  const { controlPort, ...firsts } = ports
  const all = Object.values(firsts).flatMap((first) =>
    first === 0 ? [] : Array.from({ length: nodes }, (_, node) => first + node),
  )
  for (const port of controlPort === 0 ? all : [...all, controlPort]) {
    const door = await openDoor(port, silence)
    await door.close()
  }
}
