import { setTimeout as pause } from 'node:timers/promises'
import { startControl } from '../control.ts'
import { type BasePorts, portOf, type RunningDevnet } from '../devnet.ts'
import type { SimulatedNetwork } from './simulated-network.ts'
import { simulationControl } from './simulation-control.ts'
import { type RunningSimulatedNode, startSimulatedNode } from './start-simulated-node.ts'

export type SimulationPorts = BasePorts & { readonly adminPort: number }

/** A fast network changes hundreds of times a second; its ports follow so much later at most. */
const SETTLE_MS = 20

/**
 * Serves a simulated network: every node on its ports, and the control port.
 * Closing it closes the ports, not the network.
 * @throws {DevnetError} `port_taken`, with no port left open.
 */
export async function serveNetwork(
  network: SimulatedNetwork,
  ports: SimulationPorts,
  onTrouble: (cause: unknown) => void,
): Promise<RunningDevnet> {
  const nodes: RunningSimulatedNode[] = []
  const opened: { close(): Promise<void> }[] = []
  const close = async () => void (await Promise.all(opened.map((one) => one.close())))
  try {
    for (const node of network.nodes) {
      const running = await startSimulatedNode(network, node, {
        grpc: portOf(ports.port, node.index),
        jsonrpc: portOf(ports.jsonrpcPort, node.index),
        probe: portOf(ports.probePort, node.index),
        admin: portOf(ports.adminPort, node.index),
      })
      nodes.push(running)
      opened.push(running)
    }
    const settle = async () => void (await Promise.all(nodes.map((node) => node.settle())))
    const control = await startControl(ports.controlPort, simulationControl(network, settle))
    opened.push(control)
    await settle()
    const unfollow = following(network, settle, onTrouble)
    opened.push({ close: async () => unfollow() })
    const endpoints = nodes.map(({ address }) => address)
    return { network: network.plan.name, control: control.url, endpoints, close }
  } catch (cause) {
    await close()
    throw cause
  }
}

/** Settles the ports after every change, one settling at a time. Returns what ends it. */
function following(
  network: SimulatedNetwork,
  settle: () => Promise<void>,
  onTrouble: (cause: unknown) => void,
): () => void {
  let isDue = false
  let isEnded = false
  const later = async () => {
    await pause(SETTLE_MS)
    isDue = false
    if (!isEnded) await settle()
  }
  const unfollow = network.onChange(() => {
    if (isDue) return
    isDue = true
    later().catch(onTrouble)
  })
  return () => {
    isEnded = true
    unfollow()
  }
}
