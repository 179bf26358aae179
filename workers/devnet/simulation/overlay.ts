import type { SimulationFault } from './fault.ts'
import { NO_OVERLAY, type Overlay } from './node-machine.ts'

/** A fault as it holds, with the height at which a disagreement begins to show. */
export type HeldFault = SimulationFault & { readonly fromHeight: number }

/** What all faults in force together do to a node. */
export function overlayOf(index: number, faults: readonly HeldFault[]): Overlay {
  const overlay = { ...NO_OVERLAY }
  for (const fault of faults)
    if (fault.nodes.includes(index)) Object.assign(overlay, effectOf(fault, overlay))
  return overlay
}

function effectOf(fault: HeldFault, before: Overlay): Partial<Overlay> {
  switch (fault.fault) {
    case 'kill':
      return { isKilled: true }
    case 'no_machine':
      return { hasNoMachine: true }
    case 'freeze':
      return { isFrozen: true }
    case 'cut_off':
      return { isCutOff: true }
    case 'standby':
      return { isStandby: true }
    case 'pause':
      return { isPaused: true }
    case 'lose_commit_votes':
      return { losesCommitVotes: true }
    case 'clock_off':
      return { clockOffsetMs: fault.offsetSeconds * 1000 }
    case 'slow':
      return {
        latencyMs: Math.max(before.latencyMs, fault.ms),
        jitterMs: Math.max(before.jitterMs, fault.jitterMs ?? 0),
      }
    case 'disagree':
      return { disagreesFrom: Math.min(before.disagreesFrom, fault.fromHeight) }
    default:
      return {} // the rest shows at its ports only, or was done at once
  }
}
