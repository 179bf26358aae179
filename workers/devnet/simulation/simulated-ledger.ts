import type { Ledger, LedgerBlock, Observation } from '../ledger.ts'
import { actionIndex } from '../wire/action-index.ts'
import { labelled, labelOf } from '../wire/state-label.ts'
import { metricsPage } from './metrics-page.ts'
import { pollListCache } from './poll-list-cache.ts'
import type { SimulatedNetwork } from './simulated-network.ts'

/** What one node of a simulated network answers: everything as of its own tip. */
export function simulatedLedger(network: SimulatedNetwork, node: number): Ledger {
  const simulated = network.nodes[node]
  if (simulated === undefined) throw new RangeError(`there is no node ${node}`)
  const { params, delegates } = network.plan
  const lists = pollListCache(params)
  const tip = tipOf(network, node)
  const block = (height: number) => (height > tip() ? undefined : network.block(height))
  const ledger: Ledger = {
    params,
    delegates,
    genesisHash: network.genesisHash,
    firstHeight: 1,
    self: {
      version: () => simulated.state().version,
      targetHeight: () => simulated.state().targetHeight,
    },
    economy: network.economy,
    actions: actionIndex(network),
    nowMs: () => network.nowMs() + simulated.state().clockOffsetMs,
    tip,
    block,
    heightOf: (hash) => {
      const height = network.heightOf(hash)
      return height !== undefined && height <= tip() ? height : undefined
    },
    pollList: (method, epoch) => {
      const set = network.epochSet(epoch)
      const data = set && lists(set).get(method)
      return set && data && labelled(data, labelOf(ledger, set.startHeight))
    },
    recorded: () => undefined,
    knowsBalances: () => true,
    web3: () => undefined,
    observation: () => observationOf(network, node),
    onBlock: (listener) => watch(network, tip, block, listener),
  }
  return ledger
}

/** A node's height, read once between changes: a range of blocks asks for it at every block. */
function tipOf(network: SimulatedNetwork, node: number): () => number {
  let height: number | undefined
  network.onChange(() => {
    height = undefined
  })
  return () => {
    height ??= network.nodes[node]?.state().height ?? 0
    return height
  }
}

const OK = [200, 'OK'] as const
const FAIL = [503, 'FAIL'] as const

function observationOf(network: SimulatedNetwork, node: number): Observation | undefined {
  const state = network.nodes[node]?.state()
  const readiness = state?.process === 'up' && state.ready ? OK : FAIL
  return {
    atMs: network.nowMs(),
    liveness: OK,
    readiness,
    health: readiness,
    metricsStatus: 200,
    get metrics() {
      return metricsPage(network, node) // written only when it is asked for
    },
  }
}

/** A node that catches up commits many blocks at once; each is told, in order. */
function watch(
  network: SimulatedNetwork,
  tip: () => number,
  block: (height: number) => LedgerBlock | undefined,
  listener: (block: LedgerBlock) => void,
): () => void {
  let seen = tip()
  return network.onChange(() => {
    for (const now = tip(); seen < now; ) {
      seen += 1
      const next = block(seen)
      if (next !== undefined) listener(next)
    }
  })
}
