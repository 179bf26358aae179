import type { NetworkMachine } from './network-machine.ts'
import { isConnected, isRunning, type NodeMachine } from './node-machine.ts'
import type { NodeState } from './simulated-network.ts'

const PEERS_MAX = 30

/** What a node shows of itself at an instant. */
export function nodeStateOf(machine: NetworkMachine, node: NodeMachine, nowMs: number): NodeState {
  const { overlay, height, targetHeight, version, startedAtMs, ready, gossip } = node
  const isUp = isRunning(node, nowMs)
  const isAtTip = height === machine.chain.open().height - 1
  const others = machine.nodes.filter((other) => other !== node && isConnected(other, nowMs)).length
  return {
    process: processOf(node, nowMs),
    height,
    targetHeight: Math.max(height, targetHeight),
    version,
    startedAtMs,
    active: !overlay.isStandby,
    paused: overlay.isPaused,
    peers: isConnected(node, nowMs) ? Math.min(PEERS_MAX, others) : 0,
    // Whoever takes part counts the rounds by its own clock, cut off or not; who is behind fetches blocks instead.
    round: isUp && isAtTip && !overlay.isStandby ? machine.round() : 0,
    ready: isUp && ready,
    clockOffsetMs: overlay.clockOffsetMs,
    latencyMs: overlay.latencyMs,
    jitterMs: overlay.jitterMs,
    gossip: [...gossip.values()],
  }
}

function processOf({ overlay, bootedAtMs }: NodeMachine, nowMs: number): NodeState['process'] {
  if (overlay.hasNoMachine) return 'none'
  if (overlay.isKilled) return 'down'
  if (overlay.isFrozen) return 'frozen'
  return bootedAtMs > nowMs ? 'booting' : 'up'
}
