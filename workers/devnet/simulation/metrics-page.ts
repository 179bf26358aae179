import { epochOf } from '#lib/chain/epoch.ts'
import { eraAt } from '#lib/chain/eras.ts'
import type { LedgerBlock } from '../ledger.ts'
import { blockOf, headerOf } from '../recording/ledger-block.ts'
import { buildLabels } from '../wire/build-labels.ts'
import { bytesOf, fieldsOf, numberOf } from '../wire/fields.ts'
import { gauges, type MetricFamily, prometheusText, single } from '../wire/prometheus.ts'
import { hostMetrics } from './host-metrics.ts'
import type { NodeState, SimulatedNetwork } from './simulated-network.ts'

const QEV = 10n ** 12n

/**
 * The `/metrics` page of a simulated node: heights, rounds, peers, versions, gossip, the block at its tip and the start
 * of its process are true; what hangs on a machine is a plausible constant. No heartbeat row while it boots.
 */
export function metricsPage(network: SimulatedNetwork, node: number): string {
  const simulated = network.nodes[node]
  if (simulated === undefined) throw new RangeError(`there is no node ${node}`)
  const state = simulated.state()
  const { params } = network.plan
  const rows = state.process === 'booting' ? [] : [heartbeat(network, state, simulated.operator)]
  const block = network.block(state.height)
  const uptimeSeconds = Math.max(0, network.nowMs() - state.startedAtMs) / 1000
  return prometheusText([
    ...hostMetrics(state, uptimeSeconds),
    ...rows,
    ...(block === undefined ? [] : [blockMetrics(block)]),
    single('iotex_consensus_height', 'gauge', 'Consensus height', state.height + 1),
    single('iotex_consensus_round', 'gauge', 'Consensus round', state.round),
    single(
      'iotex_consensus_block_interval',
      'gauge',
      'Consensus block interval',
      eraAt(params, Math.max(state.height, 1)).blockIntervalMs * 1e6,
    ),
    {
      name: 'iotex_node_info_height_gauge',
      type: 'gauge',
      help: 'height info of node',
      series: state.gossip.map(({ address, version, height }) => [{ address, version }, height]),
    },
  ])
}

/** The node writes the height into consensusEpoch and the epoch into consensusRound. */
function heartbeat(
  { plan: { params } }: SimulatedNetwork,
  state: NodeState,
  operator: string | null,
): MetricFamily {
  const chain = String(params.chainId)
  const { packageVersion, packageCommitId, goVersion } = buildLabels(state.version)
  const rows: [string, string, number][] = [
    [chain, 'actpoolCapacity', 32_000],
    [chain, 'actpoolGasInPool', 0],
    [chain, 'actpoolSize', 0],
    [chain, 'blockchainHeight', state.height],
    [chain, 'consensusEpoch', state.height],
    [chain, 'consensusRound', epochOf(params, Math.max(state.height, 1))],
    [chain, 'pendingRolldposEvents', 0],
    [chain, 'targetHeight', state.targetHeight],
    [packageVersion, 'packageVersion', 1],
    [packageCommitId, 'packageCommitID', 1],
    [goVersion, 'goVersion', 1],
    ...(operator === null ? [] : [[operator, 'operatorAddress', 1] as [string, string, number]]),
    ['node', 'numConnectedPeers', state.peers],
    ['node', 'pendingDispatcherEvents', 0],
    ['node', 'allocatedHeapObjects', 320],
    ['node', 'totalAllocatedHeapObjects', 91_400],
    ['node', 'heapInUse', 410],
    ['node', 'heapFromOS', 760],
    ['node', 'heapIdle', 350],
    ['node', 'heapReleased', 120],
    ['node', 'stackInUse', 4],
    ['node', 'stackFromOS', 4],
    ['node', 'totalFromOS', 810],
    ['node', 'numberOfGC', 1170],
    ['node', 'numberOfRoutines', 420],
  ]
  return {
    name: 'iotex_heartbeat_status',
    type: 'gauge',
    help: 'Node heartbeat status.',
    series: rows.map(([source, kind, value]) => [{ source, status_type: kind }, value]),
  }
}

function blockMetrics(block: LedgerBlock): MetricFamily {
  const core = bytesOf(headerOf(block), 1)
  const baseFee = BigInt(`0x${Buffer.from(bytesOf(core, 10)).toString('hex') || '0'}`)
  return gauges('iotex_block_metrics', 'Block metrics.', 'type', {
    numActions: fieldsOf(bytesOf(blockOf(block), 2)).length,
    gasUsed: numberOf(core, 9),
    baseFee: Number(baseFee / QEV),
    blobGasUsed: 0,
    excessBlobGas: 0,
  })
}
