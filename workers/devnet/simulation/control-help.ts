import { LIES, VARIANTS } from '../faults/fault.ts'
import type { SimulationFaultName } from './fault.ts'
import { NODE_FORMS } from './node-choice.ts'

const FAULTS: Readonly<Record<SimulationFaultName, string>> = {
  kill: 'its process ends; with seconds it is started again after them',
  start: 'its process is started, if there is none',
  restart: 'its process ends and is started again at once',
  upgrade: 'it is stopped and started with another version; a lower one too',
  freeze: 'its process stands still: its ports take callers in and never answer',
  slow: 'its messages and answers take ms more, give or take jitterMs',
  lose_commit_votes: 'its commit votes do not arrive',
  cut_off: 'it has no peers; its ports answer',
  clock_off: 'its clock is off by offsetSeconds',
  standby: 'it takes no part in consensus and keeps committing',
  pause: 'it commits no block',
  no_machine: 'there is no machine behind the key',
  disagree:
    'it computes another state, from: a height, poll_result or last_block; healedBy: restart, upgrade or nothing',
  lie: 'it tells the block at height otherwise over its API; fork: every block from height on',
  tls_expired: 'its gRPC and JSON-RPC speak TLS with an expired certificate',
  firewall_probe: 'its probe port takes callers in and never answers',
}

/** What the control port of a simulated network takes. */
export const SIMULATION_HELP = {
  'GET /clock': 'how the network’s time runs: anchorWallMs, anchorNetworkMs, speed',
  'GET /network': 'network.json: its parameters and delegates',
  'GET /nodes': 'every node’s state at this instant',
  'GET /faults': 'the faults in force',
  'POST /faults': {
    body: {
      node: NODE_FORMS,
      fault: 'one of faults',
      seconds: 'how long, in network seconds; else until ended',
    },
    faults: FAULTS,
    lies: LIES,
    variants: VARIANTS,
  },
  'DELETE /faults/{id}': 'ends a fault; id "all" ends every one',
  'GET /stories': 'the stories that ship',
  'GET /story': 'the story that runs',
  'POST /story': 'runs one: {"name": …} of those that ship, or {"yaml": …, "file": …}',
  'DELETE /story': 'stops it; its faults end',
  'GET /record': 'what the simulation itself knows to have happened',
}
