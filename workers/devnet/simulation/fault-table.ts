import { epochOf, pollResultHeight } from '#lib/chain/epoch.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { FaultError, type SimulationFault, type SimulationFaultRequest } from './fault.ts'
import { boot, type NodeMachine } from './node-machine.ts'
import { type HeldFault, overlayOf } from './overlay.ts'

/** What a fault begins in. */
export type Moment = {
  readonly nowMs: number
  /** The height that has no block yet, and the last one of its epoch. */
  readonly height: number
  readonly endHeight: number
  readonly story: string | null
}

/** The faults in force; changes nodes at once. */
export type FaultTable = {
  readonly list: () => readonly SimulationFault[]
  /** @throws {FaultError} `bad_fault` in one sentence. */
  readonly add: (
    request: SimulationFaultRequest,
    nodes: readonly NodeMachine[],
    moment: Moment,
  ) => SimulationFault
  /** False when there was none of this id. */
  readonly end: (id: number | 'all', nowMs: number) => boolean
  /** Ends what is over. */
  readonly endDue: (nowMs: number) => void
  /** When the next one is over; infinite when none is. */
  readonly nextMs: () => number
  /** A node's process ended and a new one starts, of this version. */
  readonly restart: (node: NodeMachine, nowMs: number, version: string) => void
}

/** An empty table over a network's nodes. */
export function faultTable(params: NetworkParams, nodes: readonly NodeMachine[]): FaultTable {
  let faults: readonly HeldFault[] = []
  let lastId = 0

  const set = (next: readonly HeldFault[], nowMs: number) => {
    faults = next.filter(({ nodes: hit }) => hit.length > 0)
    for (const node of nodes) {
      const { overlay } = node
      node.overlay = overlayOf(node.index, faults)
      const wasOff = overlay.isKilled || overlay.hasNoMachine
      if (wasOff && !node.overlay.isKilled && !node.overlay.hasNoMachine) boot(node, nowMs)
    }
  }

  const withoutNode = (index: number, isMeant: (fault: HeldFault) => boolean) =>
    faults.map((fault) =>
      isMeant(fault) ? { ...fault, nodes: fault.nodes.filter((node) => node !== index) } : fault,
    )

  const restart = (node: NodeMachine, nowMs: number, version: string) => {
    const isUpgrade = version !== node.version
    node.version = version
    boot(node, nowMs)
    const isHealed = (fault: HeldFault) =>
      fault.fault === 'disagree' &&
      (fault.healedBy === 'restart' || (isUpgrade && fault.healedBy !== 'nothing'))
    set(withoutNode(node.index, isHealed), nowMs)
  }

  const start = (hit: readonly NodeMachine[], nowMs: number) => {
    const isDown = ({ overlay }: NodeMachine) => overlay.isKilled || overlay.hasNoMachine || overlay.isFrozen
    const down = hit.filter(isDown)
    if (down.length === 0) throw new FaultError('bad_fault', `${namesOf(hit)}: nothing of it is down`)
    for (const node of down)
      set(
        withoutNode(node.index, ({ fault }) => ['kill', 'no_machine', 'freeze'].includes(fault)),
        nowMs,
      )
  }

  const doOnce = (request: SimulationFaultRequest, hit: readonly NodeMachine[], nowMs: number): boolean => {
    if (request.fault === 'start') start(hit, nowMs)
    else if (request.fault === 'restart') for (const node of hit) restart(node, nowMs, node.version)
    else if (request.fault === 'upgrade') for (const node of hit) restart(node, nowMs, request.version)
    else return false
    return true
  }

  return {
    list: () => faults.map(told),
    add: (request, hit, moment) => {
      if (hit.length === 0) throw new FaultError('bad_fault', `${request.node}: no node is left for it`)
      const { nowMs, story } = moment
      const seconds = 'seconds' in request ? request.seconds : undefined
      const held: HeldFault = {
        ...request,
        id: ++lastId,
        nodes: hit.map(({ index }) => index),
        sinceMs: nowMs,
        untilMs: seconds === undefined ? null : nowMs + seconds * 1000,
        story,
        fromHeight: request.fault === 'disagree' ? fromHeightOf(params, request.from, moment) : 0,
      }
      if (!doOnce(request, hit, nowMs)) set([...faults, held], nowMs)
      return told(held)
    },
    end: (id, nowMs) => {
      const left = faults.filter((fault) => id !== 'all' && fault.id !== id)
      const found = left.length < faults.length
      set(left, nowMs)
      return found || id === 'all'
    },
    endDue: (nowMs) => {
      const left = faults.filter(({ untilMs }) => untilMs === null || untilMs > nowMs)
      if (left.length < faults.length) set(left, nowMs)
    },
    nextMs: () => Math.min(...faults.map(({ untilMs }) => untilMs ?? Number.POSITIVE_INFINITY)),
    restart,
  }
}

/** A fault as others see it. */
function told({ fromHeight: _held, ...fault }: HeldFault): SimulationFault {
  return fault as SimulationFault
}

function fromHeightOf(
  params: NetworkParams,
  from: number | 'poll_result' | 'last_block' | undefined,
  { height, endHeight }: Moment,
): number {
  if (from === undefined) return height
  if (from === 'last_block') return endHeight
  if (from !== 'poll_result') return Math.max(from, height)
  const epoch = epochOf(params, height)
  const own = pollResultHeight(params, epoch)
  return own >= height ? own : pollResultHeight(params, epoch + 1)
}

function namesOf(nodes: readonly NodeMachine[]): string {
  return nodes.map(({ name }) => name).join(', ')
}
