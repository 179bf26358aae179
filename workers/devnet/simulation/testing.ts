import type { RunningDevnet } from '../devnet.ts'
import { serveNetwork } from './serve-network.ts'
import { networkPlan } from './shapes.ts'
import type { SimulatedNetwork } from './simulated-network.ts'
import { startNetwork } from './start-network.ts'
import type { Story } from './story.ts'

/** 2026-11-21 00:00:00 UTC: nothing that these tests see hangs on it. */
const GENESIS_MS = 1_795_219_200_000

export const FREE_PORTS = { port: 0, jsonrpcPort: 0, probePort: 0, adminPort: 0, controlPort: 0 }

export type TestNetwork = { readonly network: SimulatedNetwork; readonly devnet: RunningDevnet }

/** A small simulated network on free ports, with some history; nothing of it is kept. */
export async function testNetwork(
  options: { speed?: number; historyEpochs?: number; seed?: number; story?: Story | null } = {},
): Promise<TestNetwork & { close(): Promise<void> }> {
  const { speed = 1, historyEpochs = 1.5, seed = 1, story = null } = options
  const plan = networkPlan({ shape: 'small', seed, genesisMs: GENESIS_MS })
  const network = await startNetwork({
    plan,
    speed,
    historyEpochs,
    story,
    storyBegins: 'at_genesis',
    dataDir: null,
  })
  const devnet = await serveNetwork(network, FREE_PORTS, (cause) => {
    throw cause
  })
  const close = async () => {
    await devnet.close()
    await network.close()
  }
  return { network, devnet, close }
}
