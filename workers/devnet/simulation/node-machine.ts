import { hex, keccak256 } from '#lib/chain/hash.ts'
import type { Gossip } from './simulated-network.ts'

/** What the faults in force do to a node. */
export type Overlay = {
  readonly isKilled: boolean
  readonly hasNoMachine: boolean
  readonly isFrozen: boolean
  readonly isCutOff: boolean
  readonly isStandby: boolean
  readonly isPaused: boolean
  readonly losesCommitVotes: boolean
  readonly clockOffsetMs: number
  readonly latencyMs: number
  readonly jitterMs: number
  /** First height at which it computes another state; infinite = never. */
  readonly disagreesFrom: number
}

export const NO_OVERLAY: Overlay = {
  isKilled: false,
  hasNoMachine: false,
  isFrozen: false,
  isCutOff: false,
  isStandby: false,
  isPaused: false,
  losesCommitVotes: false,
  clockOffsetMs: 0,
  latencyMs: 0,
  jitterMs: 0,
  disagreesFrom: Number.POSITIVE_INFINITY,
}

/** A node as it goes on by itself. */
export type NodeMachine = {
  readonly index: number
  readonly name: string
  readonly operator: string | null
  /** Under which it tells its version and height: a gateway has an address of its own. */
  readonly address: string
  version: string
  overlay: Overlay
  height: number
  targetHeight: number
  startedAtMs: number
  /** Until then it opens its databases. */
  bootedAtMs: number
  ready: boolean
  /** Whether a block was announced to it since it could hear: nothing else tells it what to fetch. */
  heardBlock: boolean
  /** Blocks it may still apply of what it was allowed up to `syncedAtMs`. */
  syncedAtMs: number
  gossipAtMs: number
  readonly gossip: Map<string, Gossip>
  watch: { readonly atMs: number; readonly height: number; readonly targetHeight: number }
}

const BOOT_MS = 8000
/** Blocks a second that a node applies while it catches up. */
const SYNC_PER_SECOND = 20
const GOSSIP_MS = 60_000
const WATCH_MS = 60_000
/** A block older than this when it is committed turns readiness off. Source: iotex-core server/main.go. */
const READY_WITHIN_MS = 10_000

/** A node that runs since genesis. */
export function newNode(
  index: number,
  name: string,
  operator: string | null,
  options: { readonly version: string; readonly genesisMs: number; readonly nodes: number },
): NodeMachine {
  const { version, genesisMs, nodes } = options
  const address = operator ?? `io1gateway${hex(keccak256(Buffer.from(name))).slice(0, 31)}`
  return {
    index,
    name,
    operator,
    address,
    version,
    overlay: NO_OVERLAY,
    height: 0,
    targetHeight: 0,
    startedAtMs: genesisMs,
    bootedAtMs: genesisMs,
    ready: true,
    heardBlock: false,
    syncedAtMs: genesisMs,
    gossipAtMs: genesisMs + Math.floor((GOSSIP_MS * (index + 1)) / nodes),
    gossip: new Map(),
    watch: { atMs: genesisMs, height: 0, targetHeight: 0 },
  }
}

/** Whether its process runs and does its work. */
export function isRunning({ overlay, bootedAtMs }: NodeMachine, nowMs: number): boolean {
  return !overlay.isKilled && !overlay.hasNoMachine && !overlay.isFrozen && bootedAtMs <= nowMs
}

/** Whether blocks and votes reach it. */
export function isConnected(node: NodeMachine, nowMs: number): boolean {
  return isRunning(node, nowMs) && !node.overlay.isCutOff
}

/** A new process: what it had heard of others is gone, and so is any block it was told to fetch. */
export function boot(node: NodeMachine, nowMs: number): void {
  node.startedAtMs = nowMs
  node.bootedAtMs = nowMs + BOOT_MS
  node.syncedAtMs = nowMs + BOOT_MS
  node.ready = true
  node.heardBlock = false
  node.targetHeight = node.height
  node.gossip.clear()
  node.watch = { atMs: nowMs, height: node.height, targetHeight: node.height }
}

/** Hears of a committed block; who has its parent and may commit takes it at once. */
export function hearBlock(node: NodeMachine, height: number, committedAtMs: number): void {
  if (!isConnected(node, committedAtMs)) {
    node.heardBlock = false
    return
  }
  node.heardBlock = true
  node.targetHeight = height
  if (node.height === height - 1) applyUpTo(node, height, committedAtMs, committedAtMs)
}

function applyUpTo(node: NodeMachine, height: number, committedAtMs: number, nowMs: number): void {
  if (node.overlay.isPaused) return
  const reached = Math.min(height, node.overlay.disagreesFrom - 1)
  if (reached <= node.height) return
  node.height = reached
  node.ready = nowMs + node.overlay.clockOffsetMs - committedAtMs <= READY_WITHIN_MS
}

/** Fetches what it misses, at a finite rate; `committedAt` tells when a height was committed. */
export function catchUp(
  node: NodeMachine,
  tip: number,
  nowMs: number,
  committedAt: (height: number) => number,
): void {
  const allowed = Math.floor(((nowMs - node.syncedAtMs) * SYNC_PER_SECOND) / 1000)
  if (node.height >= tip || !node.heardBlock || !isConnected(node, nowMs)) {
    node.syncedAtMs = Math.max(node.syncedAtMs, nowMs)
    return
  }
  if (allowed < 1) return
  node.syncedAtMs += (allowed * 1000) / SYNC_PER_SECOND
  const height = Math.min(tip, node.height + allowed)
  applyUpTo(node, height, committedAt(height), nowMs)
}

/** Tells everybody it reaches its version and height, about once a minute. */
export function gossip(node: NodeMachine, hearers: readonly NodeMachine[], nowMs: number): void {
  if (nowMs < node.gossipAtMs) return
  node.gossipAtMs += GOSSIP_MS * Math.ceil((nowMs - node.gossipAtMs + 1) / GOSSIP_MS)
  if (!isRunning(node, nowMs)) return
  const { address, version, height } = node
  const told = { address, version, height }
  const key = `${address} ${version}`
  node.gossip.set(key, told)
  if (node.overlay.isCutOff) return
  for (const hearer of hearers) if (isConnected(hearer, nowMs)) hearer.gossip.set(key, told)
}

/**
 * Whether the watchdog ends the process: for a minute blocks were announced and none was applied. Not while paused, and
 * not in a halt, where nobody announces any. Source: iotex-core chainservice/chainservice.go.
 */
export function isStuck(node: NodeMachine, nowMs: number): boolean {
  const { watch, overlay } = node
  if (!isRunning(node, nowMs) || nowMs - watch.atMs < WATCH_MS) return false
  const { height, targetHeight } = node
  node.watch = { atMs: nowMs, height, targetHeight }
  return !overlay.isPaused && height === watch.height && targetHeight > watch.targetHeight
}
