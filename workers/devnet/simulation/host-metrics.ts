import { gauges, type MetricFamily, single } from '../wire/prometheus.ts'
import type { NodeState } from './simulated-network.ts'

const MESSAGES = ['ACTIONS', 'BLOCK', 'BLOCK_REQUEST', 'CONSENSUS', 'NODE_INFO']

/** What a node's process and machine say: when it started is true, the rest are constants of a healthy machine. */
export function hostMetrics(state: NodeState, uptimeSeconds: number): MetricFamily[] {
  return [
    single(
      'process_start_time_seconds',
      'gauge',
      'Start time of the process since unix epoch in seconds.',
      state.startedAtMs / 1000,
    ),
    single(
      'process_cpu_seconds_total',
      'counter',
      'Total user and system CPU time spent in seconds.',
      Math.round(uptimeSeconds * 12) / 100,
    ),
    single('process_max_fds', 'gauge', 'Maximum number of open file descriptors.', 20_000),
    single('process_open_fds', 'gauge', 'Number of open file descriptors.', 118),
    single('process_resident_memory_bytes', 'gauge', 'Resident memory size in bytes.', 1.2e9),
    single('process_virtual_memory_bytes', 'gauge', 'Virtual memory size in bytes.', 4.1e9),
    single('go_goroutines', 'gauge', 'Number of goroutines that currently exist.', 420),
    single('go_threads', 'gauge', 'Number of OS threads created.', 17),
    gauges('go_info', 'Information about the Go environment.', 'version', { 'go1.24.6': 1 }),
    single(
      'go_memstats_heap_inuse_bytes',
      'gauge',
      'Number of heap bytes that are in use. Equals to /memory/classes/heap/objects:bytes + /memory/classes/heap/unused:bytes',
      4.3e8,
    ),
    single(
      'go_memstats_sys_bytes',
      'gauge',
      'Number of bytes obtained from system. Equals to /memory/classes/total:byte.',
      8.5e8,
    ),
    ...nodeConstants(),
  ]
}

function nodeConstants(): MetricFamily[] {
  const perf = (name: string, module: string, values: Readonly<Record<string, number>>): MetricFamily => ({
    name,
    type: 'gauge',
    help: `Performance of ${module} module`,
    series: Object.entries(values).map(([topic, value]) => [{ chainID: '1', topic }, value]),
  })
  return [
    gauges('iotex_actionstore', 'ActionStore statistics', 'message', { size: 0 }),
    gauges(
      'iotex_blockchain_fullness',
      'Blockchain fullness statistics',
      'message_type',
      Object.fromEntries(MESSAGES.map((message) => [message, 0])),
    ),
    perf('iotex_blockchain_perf', 'blockchain', {
      CommitBlock: 1.87e7,
      ValidateBlock: 731_826,
      putBlock: 1.86e7,
    }),
    perf('iotex_chainmanager_perf', 'blockchain', { MintBlock: 24_726 }),
    perf('iotex_statefactory_perf', 'state factory', { Commit: 4.1e6 }),
    gauges('iotex_consensus_gauge', 'IoTeX consensus gauge', 'type', { mintOverTime: 0 }),
    single('iotex_consensus_elapse_time', 'gauge', 'Consensus elapse time.', 2.35589337e8),
    single('iotex_consensus_proposalpool_forks', 'gauge', 'Current number of forks in the proposal pool', 0),
    single('iotex_consensus_proposalpool_size', 'gauge', 'Current number of blocks in the proposal pool', 0),
    gauges('iotex_mint_ability', 'IoTeX Mint Ability', 'type', { saturation: 0 }),
    single('iotex_db_batch_size', 'gauge', 'DB batch size', 5),
  ]
}
