import type { HeardHeight } from './metrics.ts'

/** What the network's nodes say of one of them. */
export type Heard = {
  readonly operator: string
  readonly height: number
  readonly version: string | null
  /** How many of them heard of it. */
  readonly relays: number
}

/** A page that lists more is no node's: a network has some hundreds. */
const MOST_NODES = 2000
const OPERATOR = /^io1[0-9a-z]{38}$/

/**
 * What several nodes heard, as one: of each operator's node the newest, that is the highest, with the version that came
 * with it. Each list holds one height an operator, as one node heard them.
 */
export function mergeHeard(lists: readonly (readonly HeardHeight[])[]): Heard[] {
  const merged = new Map<string, Heard>()
  for (const { address: operator, height, version } of lists.flatMap((list) => list.slice(0, MOST_NODES))) {
    if (!OPERATOR.test(operator)) continue
    const before = merged.get(operator)
    const isNewer = before === undefined || height > before.height
    const said = isNewer ? { height, version: version?.slice(0, 100) ?? null } : before
    merged.set(operator, {
      operator,
      height: said.height,
      version: said.version,
      relays: (before?.relays ?? 0) + 1,
    })
  }
  return [...merged.values()]
}
