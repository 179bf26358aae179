import type { Fault, FaultRequest } from './fault.ts'

/** The faults in force, and who wants to know when they change. */
export type FaultBoard = {
  list(): readonly Fault[]
  of(node: number): readonly Fault[]
  /** Why a fault can never show, in a sentence; null when it can. */
  refusal(request: FaultRequest): string | null
  add(request: FaultRequest): Promise<Fault>
  /** False when there was none of this id. */
  remove(id: number): Promise<boolean>
  clear(): Promise<void>
  /** The listener is awaited, so that a fault is in force when the control port has answered. */
  onChange(listener: () => Promise<void>): void
}

export type BoardLimits = {
  readonly nodes: number
  /** The last height there will ever be; null while the network goes on. */
  readonly endHeight: number | null
  /** The network's tip, which a node that freezes now stays at. */
  tip(): number
}

/** An empty board. */
export function faultBoard({ nodes, endHeight, tip }: BoardLimits): FaultBoard {
  let faults: readonly Fault[] = []
  let lastId = 0
  const listeners: (() => Promise<void>)[] = []
  const set = async (next: readonly Fault[]) => {
    faults = next
    for (const listener of listeners) await listener()
  }
  return {
    list: () => faults,
    of: (node) => faults.filter((fault) => fault.node === 'all' || fault.node === node),
    refusal: (request) => {
      if (request.node !== 'all' && request.node >= nodes)
        return `node ${request.node}: there are ${nodes}, from 0`
      const height = request.fault === 'lie' ? request.height : 0
      return endHeight !== null && height > endHeight
        ? `height ${height} is above the end at ${endHeight}`
        : null
    },
    add: async (request) => {
      lastId += 1
      const fault = { ...request, id: lastId, tip: tip() }
      await set([...faults, fault])
      return fault
    },
    remove: async (id) => {
      const left = faults.filter((fault) => fault.id !== id)
      const found = left.length < faults.length
      if (found) await set(left)
      return found
    },
    clear: () => set([]),
    onChange: (listener) => void listeners.push(listener),
  }
}
