import { type DoorMode, delayMs, doorMode } from './faults/door-mode.ts'
import type { Fault } from './faults/fault.ts'
import { faultedLedger } from './faults/faulted-ledger.ts'
import type { Ledger } from './ledger.ts'
import { type NodeDoors, type NodePorts, openNodeDoors } from './node-doors.ts'
import { probePages, web3Pages } from './wire/http-pages.ts'
import { nodeCalls } from './wire/node-calls.ts'

/** Where one node can be asked. */
export type NodeAddress = {
  readonly node: number
  readonly name: string
  readonly grpc: string
  readonly jsonrpc: string
  readonly probe: string
  readonly metrics: string
  readonly admin?: string
  /** May be streamed from; a replay does not say. */
  readonly gateway?: boolean
  readonly operator?: string | null
}

export type RunningNode = {
  readonly address: NodeAddress
  /** Puts these faults in force, and no others. */
  suffer(faults: readonly Fault[]): Promise<void>
  close(): Promise<void>
}

/** Starts one node of a replay on its three ports; 0 takes free ones. */
export async function startNode(ledger: Ledger, node: number, ports: NodePorts): Promise<RunningNode> {
  let seen = ledger
  let heldMs = 0
  const pause = () =>
    new Promise<void>((resolve) => void (heldMs === 0 ? resolve() : setTimeout(resolve, heldMs)))
  const doors = await openNodeDoors(
    {
      grpc: {
        unary: async (method, request) => {
          await pause()
          return nodeCalls(seen, node).unary(method, request)
        },
        stream: (method) => nodeCalls(seen, node).stream(method),
      },
      jsonrpc: async (request) => pause().then(() => web3Pages(seen)(request)),
      probe: async (request) => pause().then(() => probePages(seen, node)(request)),
    },
    ports,
  )
  return {
    address: { node, name: `node ${node}`, ...addressesOf(doors) },
    suffer: async (faults) => {
      seen = faults.length === 0 ? ledger : faultedLedger(ledger, faults)
      heldMs = delayMs(faults)
      const mode: DoorMode = doorMode(faults)
      await doors.change(() => mode)
    },
    close: () => doors.close(),
  }
}

/** The addresses at which the ports of a node are asked. */
export function addressesOf({
  hosts,
}: NodeDoors): Pick<NodeAddress, 'grpc' | 'jsonrpc' | 'probe' | 'metrics'> {
  const { grpc = '', jsonrpc = '', probe = '' } = hosts
  return {
    grpc,
    jsonrpc: `http://${jsonrpc}`,
    probe: `http://${probe}`,
    metrics: `http://${probe}/metrics`,
  }
}
