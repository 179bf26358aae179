import type { DoorMode } from '../faults/door-mode.ts'
import type { DoorName } from '../node-doors.ts'
import type { SimulationFault } from './fault.ts'
import type { NodeState } from './simulated-network.ts'

/**
 * What a port of a simulated node does with who knocks. A process that starts answers its probe first and opens the
 * others with its databases; TLS stands before gRPC and JSON-RPC alone, where a proxy would add it.
 */
export function nodeDoorMode(
  door: DoorName,
  process: NodeState['process'],
  faults: readonly SimulationFault[],
): DoorMode {
  if (process === 'down' || process === 'none') return 'stop'
  if (process === 'frozen') return 'hang'
  if (door === 'probe') return has(faults, 'firewall_probe') ? 'hang' : 'open'
  if (process === 'booting') return 'stop'
  return door !== 'admin' && has(faults, 'tls_expired') ? 'tls_expired' : 'open'
}

function has(faults: readonly SimulationFault[], name: SimulationFault['fault']): boolean {
  return faults.some(({ fault }) => fault === name)
}
