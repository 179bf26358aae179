import type { NodeSwitches } from '../wire/admin.ts'
import type { SimulationFault } from './fault.ts'
import type { SimulatedNetwork, SimulatedNode } from './simulated-network.ts'

/** The switches of one node's admin port: each puts a fault in force on this node, or ends it for this node. */
export function nodeSwitches(network: SimulatedNetwork, node: SimulatedNode): NodeSwitches {
  const turn = (name: Switched, on: boolean) => {
    const inForce = network
      .faults()
      .filter(({ fault, nodes }) => fault === name && nodes.includes(node.index))
    if (on && inForce.length === 0) network.addFault({ fault: name, node: node.index })
    if (!on) for (const fault of inForce) endFor(network, node.index, fault, name)
  }
  return {
    isActive: () => node.state().active,
    activate: (active) => turn('standby', !active),
    pause: (paused) => turn('pause', paused),
  }
}

type Switched = 'standby' | 'pause'

/** Ends a fault for one of its nodes; it goes on for the others. */
function endFor(
  network: SimulatedNetwork,
  node: number,
  { id, nodes, untilMs }: SimulationFault,
  fault: Switched,
): void {
  network.endFault(id)
  const left = untilMs === null ? {} : { seconds: (untilMs - network.nowMs()) / 1000 }
  for (const other of nodes) if (other !== node) network.addFault({ fault, node: other, ...left })
}
