import { parseArgs } from 'node:util'
import type { BasePorts, DevnetOptions } from './devnet.ts'
import { DevnetError } from './devnet-error.ts'
import type { SimulationPorts } from './simulation/serve-network.ts'
import { SHAPES, type Shape } from './simulation/shapes.ts'

const NODES_MAX = 100
/** Between the first ports of two kinds when only the first of all is given. */
const PORTS_APART = 100
const REPLAY_ONLY = ['nodes', 'at-height'] as const
const SIMULATION_ONLY = [
  'shape',
  'params',
  'seed',
  'genesis',
  'history',
  'story',
  'data',
  'admin-port',
  'gateways',
] as const
const BOTH = ['folder', 'speed', 'port', 'jsonrpc-port', 'probe-port', 'control'] as const

type OptionName = (typeof REPLAY_ONLY | typeof SIMULATION_ONLY | typeof BOTH)[number]
type Values = Readonly<Partial<Record<OptionName, string>>>

/** A simulated network as the command line asks for it. */
export type SimulationOptions = {
  readonly shape: Shape | null
  /** A file with parameters of a network, which come before the shape's. */
  readonly paramsFile: string | null
  readonly seed: number
  readonly speed: number
  /** Unix ms; `now` = as the folder has it, else so that the history ends now; null = always the same. */
  readonly genesisMs: number | 'now' | null
  readonly historyEpochs: number
  /** A name that ships, or a file. */
  readonly story: string | null
  readonly dataDir: string | null
  readonly gateways: number
  readonly ports: SimulationPorts
}

export type ServeOptions =
  | { readonly mode: 'replay'; readonly replay: DevnetOptions }
  | { readonly mode: 'simulation'; readonly simulation: SimulationOptions }

/**
 * The command line of a devnet to serve: with a folder a replay, else a simulation. Ports not given are free ones.
 * @throws {DevnetError} `bad_option` with one sentence.
 */
export function serveOptions(args: readonly string[]): ServeOptions {
  const values = valuesOf(args)
  const isReplay = values.folder !== undefined
  const foreign = (isReplay ? SIMULATION_ONLY : REPLAY_ONLY).find((name) => values[name] !== undefined)
  if (foreign !== undefined) {
    throw bad(
      `--${foreign} is for ${isReplay ? 'a simulation, not for a replay' : 'a replay: it needs --folder'}`,
    )
  }
  if (values.folder === undefined) return { mode: 'simulation', simulation: simulationOf(values) }
  const atHeight = values['at-height']
  return {
    mode: 'replay',
    replay: {
      folder: values.folder,
      nodes: whole(values, 'nodes', 1, 1, NODES_MAX),
      speed: values.speed === undefined || values.speed === 'max' ? 'max' : speedOf(values.speed, 100_000),
      ...basePorts(values),
      atHeight:
        atHeight === undefined ? undefined : whole(values, 'at-height', 1, 1, Number.MAX_SAFE_INTEGER),
    },
  }
}

function simulationOf(values: Values): SimulationOptions {
  const { params = null, story = null, data = null } = values
  return {
    shape: values.shape === undefined ? null : shapeOf(values.shape),
    paramsFile: params,
    seed: whole(values, 'seed', 1, 0, 2 ** 32 - 1),
    speed: values.speed === undefined ? 1 : speedOf(values.speed, 100),
    genesisMs: values.genesis === undefined ? null : genesisOf(values.genesis),
    historyEpochs: values.history === undefined ? 0 : epochsOf(values.history),
    story,
    dataDir: data,
    gateways: whole(values, 'gateways', 2, 0, 20),
    ports: { ...basePorts(values), adminPort: port(values, 'admin-port', 3) },
  }
}

function valuesOf(args: readonly string[]): Values {
  const names: readonly OptionName[] = [...REPLAY_ONLY, ...SIMULATION_ONLY, ...BOTH]
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  try {
    return parseArgs({ args: [...args], options }).values as Values
  } catch (cause) {
    throw new DevnetError('bad_option', cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

function basePorts(values: Values): BasePorts {
  return {
    port: port(values, 'port', 0),
    jsonrpcPort: port(values, 'jsonrpc-port', 1),
    probePort: port(values, 'probe-port', 2),
    controlPort: port(values, 'control', 4),
  }
}

/** In a simulation `--port` alone places the others after it, so that one number says them all. */
function port(values: Values, name: OptionName, place: number): number {
  const first = whole(values, 'port', 0, 0, 65_535)
  const placed = values.folder === undefined && first > 0 ? first + place * PORTS_APART : 0
  return whole(values, name, Math.min(placed, 65_535), 0, 65_535)
}

function whole(values: Values, name: OptionName, otherwise: number, from: number, to: number): number {
  const text = values[name]
  if (text === undefined) return otherwise
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= from && value <= to) return value
  throw bad(`--${name} is ${text}, not a whole number from ${from} to ${to}`)
}

function speedOf(text: string, most: number): number {
  const speed = Number(text)
  if (speed > 0 && speed <= most) return speed
  const also = most > 100 ? 'neither max nor a number' : 'not a number'
  throw bad(`--speed is ${text}, ${also} above 0${most > 100 ? '' : ` and up to ${most}`}`)
}

function epochsOf(text: string): number {
  const epochs = Number(text)
  if (text !== '' && epochs >= 0 && epochs <= 1000) return epochs
  throw bad(`--history is ${text}, not a number of epochs from 0 to 1000`)
}

function shapeOf(text: string): Shape {
  const shape = SHAPES.find((known) => known === text)
  if (shape !== undefined) return shape
  throw bad(`--shape is ${text}, none of ${SHAPES.join(', ')}`)
}

function genesisOf(text: string): number | 'now' {
  if (text === 'now') return 'now'
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN
  if (at >= 0) return Math.floor(at / 1000) * 1000
  throw bad(`--genesis is ${text}, neither now nor a time such as 2026-11-21T08:00:00Z`)
}

function bad(message: string): DevnetError {
  return new DevnetError('bad_option', message)
}
