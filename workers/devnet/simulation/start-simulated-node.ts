import type { Fault } from '../faults/fault.ts'
import { faultedLedger } from '../faults/faulted-ledger.ts'
import type { Ledger } from '../ledger.ts'
import { addressesOf, type NodeAddress } from '../node.ts'
import { type NodePorts, openNodeDoors } from '../node-doors.ts'
import { adminPages } from '../wire/admin.ts'
import type { GrpcCalls } from '../wire/grpc-server.ts'
import { type NodePages, type PageRequest, probePages, web3Pages } from '../wire/http-pages.ts'
import { nodeCalls } from '../wire/node-calls.ts'
import type { SimulationFault } from './fault.ts'
import { nodeDoorMode } from './node-door-mode.ts'
import { nodeSwitches } from './node-switches.ts'
import { simulatedLedger } from './simulated-ledger.ts'
import type { SimulatedNetwork, SimulatedNode } from './simulated-network.ts'

export type RunningSimulatedNode = {
  readonly address: NodeAddress
  /** Opens and shuts its ports as the network has it at this instant. */
  settle(): Promise<void>
  close(): Promise<void>
}

/**
 * Serves one node of a simulated network on its four ports; 0 takes free ones.
 * @throws {DevnetError} `port_taken`, with none of them left open.
 */
export async function startSimulatedNode(
  network: SimulatedNetwork,
  node: SimulatedNode,
  ports: NodePorts,
): Promise<RunningSimulatedNode> {
  const { index } = node
  const ledger = simulatedLedger(network, index)
  const told = toldLedger(network, ledger, index)
  const pages = (answer: (request: PageRequest) => ReturnType<NodePages>): NodePages => {
    return async (request) => {
      await held(node)
      const page = await answer(request)
      return page && { ...page, atMs: ledger.nowMs() }
    }
  }
  const doors = await openNodeDoors(
    {
      grpc: grpcCalls(node, ledger, told),
      jsonrpc: pages(async (request) => web3Pages(told())(request)),
      probe: pages(async (request) => probePages(told(), index)(request)),
      admin: pages(async (request) => adminPages(nodeSwitches(network, node))(request)),
    },
    ports,
  )
  return {
    address: {
      node: index,
      name: node.name,
      ...addressesOf(doors),
      admin: `http://${doors.hosts.admin ?? ''}`,
      gateway: node.operator === null,
      operator: node.operator,
    },
    settle: async () => {
      const { process } = node.state()
      const faults = faultsOf(network, index)
      await doors.change((door) => nodeDoorMode(door, process, faults))
    },
    close: () => doors.close(),
  }
}

function faultsOf(network: SimulatedNetwork, node: number): SimulationFault[] {
  return network.faults().filter(({ nodes }) => nodes.includes(node))
}

/** The network as this node tells it: lies in force included, each told the same way as long as it lasts. */
function toldLedger(network: SimulatedNetwork, ledger: Ledger, node: number): () => Ledger {
  let liesTold = ''
  let told = ledger
  return () => {
    const lies: Fault[] = faultsOf(network, node).flatMap((fault) =>
      fault.fault === 'lie' ? [{ ...fault, node, tip: Number.POSITIVE_INFINITY }] : [],
    )
    const ids = lies.map(({ id }) => id).join()
    if (ids !== liesTold) {
      liesTold = ids
      told = lies.length === 0 ? ledger : faultedLedger(ledger, lies)
    }
    return told
  }
}

function grpcCalls(node: SimulatedNode, ledger: Ledger, told: () => Ledger): GrpcCalls {
  const streamed: Ledger = {
    ...ledger,
    onBlock: (listener) =>
      ledger.onBlock(({ height }) => {
        const block = told().block(height)
        if (block !== undefined) listener(block)
      }),
  }
  return {
    unary: async (method, request) => {
      await held(node)
      return nodeCalls(told(), node.index).unary(method, request)
    },
    stream: (method) => {
      const streaming = nodeCalls(streamed, node.index).stream(method)
      return streaming && ((send) => streaming(inOrder(node, send)))
    },
  }
}

function delayOf(node: SimulatedNode): number {
  const { latencyMs, jitterMs } = node.state()
  return Math.max(0, latencyMs + (2 * Math.random() - 1) * jitterMs)
}

function held(node: SimulatedNode): Promise<void> {
  const ms = delayOf(node)
  return ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms))
}

/** Holds messages back without one overtaking another. */
function inOrder(node: SimulatedNode, send: (message: Uint8Array) => void): (message: Uint8Array) => void {
  let dueAt = 0
  return (message) => {
    const now = performance.now()
    dueAt = Math.max(dueAt, now + delayOf(node))
    if (dueAt <= now) send(message)
    else setTimeout(() => send(message), dueAt - now)
  }
}
