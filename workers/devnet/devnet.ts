import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { wallNow } from '#lib/clock.ts'
import { startControl } from './control.ts'
import { faultBoard } from './faults/fault-board.ts'
import { type NodeAddress, type RunningNode, startNode } from './node.ts'
import { readRecording } from './recording/recording.ts'
import { type ReplaySpeed, replayClock } from './replay-clock.ts'
import { replayControl } from './replay-control.ts'
import { replayLedger } from './replay-ledger.ts'

/** First of the ports of each kind, one a node; 0 takes free ones for all. */
export type BasePorts = {
  readonly port: number
  readonly jsonrpcPort: number
  readonly probePort: number
  readonly controlPort: number
}

export type DevnetOptions = BasePorts & {
  readonly folder: string
  readonly nodes: number
  readonly speed: ReplaySpeed
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
 * @throws {DevnetError} `port_taken`, with no port left open.
 */
export async function startDevnet(options: DevnetOptions): Promise<RunningDevnet> {
  const recording = await readRecording(options.folder)
  const networkJson: unknown = JSON.parse(await readFile(path.join(options.folder, 'network.json'), 'utf8'))
  const { speed, atHeight } = options
  const clock = replayClock(recording.params, recording.blocks, { speed, atHeight, wallMs: wallNow() })
  const ledger = replayLedger(recording, clock)
  const opened: { close(): Promise<void> }[] = []
  const close = async () => void (await Promise.all(opened.map((one) => one.close())))
  try {
    const nodes: RunningNode[] = []
    for (let node = 0; node < options.nodes; node++) {
      const ports = {
        grpc: portOf(options.port, node),
        jsonrpc: portOf(options.jsonrpcPort, node),
        probe: portOf(options.probePort, node),
      }
      const running = await startNode(ledger, node, ports)
      nodes.push(running)
      opened.push(running)
    }
    const board = faultBoard({ nodes: nodes.length, endHeight: clock.endHeight, tip: ledger.tip })
    board.onChange(async () => {
      await Promise.all(nodes.map((node) => node.suffer(board.of(node.address.node))))
    })
    const control = await startControl(options.controlPort, replayControl(clock, networkJson, board))
    opened.push(control)
    const endpoints = nodes.map((node) => node.address)
    return { network: recording.name, control: control.url, endpoints, close }
  } catch (cause) {
    await close()
    throw cause
  }
}

/** The port of a node when its kind begins at `first`. */
export function portOf(first: number, node: number): number {
  return first === 0 ? 0 : first + node
}
