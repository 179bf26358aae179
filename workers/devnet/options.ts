import { parseArgs } from 'node:util'
import type { DevnetOptions } from './devnet.ts'

const USAGE =
  'node workers/devnet/main.ts --folder F [--nodes n] [--speed x|max] [--port P] [--jsonrpc-port P] [--probe-port P] [--control P] [--at-height h]'

const NODES_MAX = 100

/** The command line of devnet. Ports not given are free ones. Throws an Error that says what is wrong. */
export function devnetOptions(args: readonly string[]): DevnetOptions {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      folder: text,
      nodes: text,
      speed: text,
      port: text,
      'jsonrpc-port': text,
      'probe-port': text,
      control: text,
      'at-height': text,
    },
  })
  if (values.folder === undefined) throw new Error(`--folder is missing: ${USAGE}`)
  const atHeight = values['at-height']
  return {
    folder: values.folder,
    nodes: whole('nodes', values.nodes ?? '1', 1, NODES_MAX),
    speed: speedOf(values.speed ?? 'max'),
    port: whole('port', values.port ?? '0', 0, 65_535),
    jsonrpcPort: whole('jsonrpc-port', values['jsonrpc-port'] ?? '0', 0, 65_535),
    probePort: whole('probe-port', values['probe-port'] ?? '0', 0, 65_535),
    controlPort: whole('control', values.control ?? '0', 0, 65_535),
    atHeight: atHeight === undefined ? undefined : whole('at-height', atHeight, 1, Number.MAX_SAFE_INTEGER),
  }
}

function whole(name: string, text: string, from: number, to: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= from && value <= to) return value
  throw new Error(`--${name} is ${text}, not a whole number from ${from} to ${to}`)
}

function speedOf(text: string): DevnetOptions['speed'] {
  if (text === 'max') return 'max'
  const speed = Number(text)
  if (speed > 0 && speed <= 100_000) return speed
  throw new Error(`--speed is ${text}, neither max nor a number above 0`)
}
