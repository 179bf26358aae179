import { wallNow } from '#lib/clock.ts'
import { startControl } from './control.ts'
import { faultBoard } from './faults/fault-board.ts'
import { type NodeAddress, type RunningNode, startNode } from './node.ts'
import { readRecording } from './recording/recording.ts'
import { type ReplaySpeed, replayClock } from './replay-clock.ts'
import { replayLedger } from './replay-ledger.ts'

export type DevnetOptions = {
  readonly folder: string
  readonly nodes: number
  readonly speed: ReplaySpeed
  /** First of the gRPC ports, one a node; 0 takes free ones for all. */
  readonly port: number
  readonly jsonrpcPort: number
  readonly probePort: number
  readonly controlPort: number
  /** The instant to start at: when this height became known; undefined = before the first block. */
  readonly atHeight?: number | undefined
}

export type RunningDevnet = {
  readonly network: string
  readonly control: string
  readonly endpoints: readonly NodeAddress[]
  close(): Promise<void>
}

/**
 * Serves a recording on the real wire. The network's clock starts when the ports are open.
 * @throws {RecordingError} for a folder that cannot be replayed.
 */
export async function startDevnet(options: DevnetOptions): Promise<RunningDevnet> {
  const recording = await readRecording(options.folder)
  const { speed, atHeight } = options
  const clock = replayClock(recording.params, recording.blocks, { speed, atHeight, wallMs: wallNow() })
  const ledger = replayLedger(recording, clock)
  const nodes: RunningNode[] = []
  const following = (first: number, node: number) => (first === 0 ? 0 : first + node)
  for (let node = 0; node < options.nodes; node++) {
    const ports = {
      grpc: following(options.port, node),
      jsonrpc: following(options.jsonrpcPort, node),
      probe: following(options.probePort, node),
    }
    nodes.push(await startNode(ledger, node, ports))
  }
  const board = faultBoard({ nodes: nodes.length, endHeight: clock.endHeight, tip: ledger.tip })
  board.onChange(async () => {
    await Promise.all(nodes.map((node) => node.suffer(board.of(node.address.node))))
  })
  const control = await startControl(options.controlPort, clock, board)
  return {
    network: recording.name,
    control: control.url,
    endpoints: nodes.map((node) => node.address),
    close: async () => {
      await Promise.all([control.close(), ...nodes.map((node) => node.close())])
    },
  }
}
