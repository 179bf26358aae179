import { readFileSync } from 'node:fs'
import type { NetworkParams } from '#lib/chain/params.ts'
import { markedYaml } from '#lib/marked-yaml.ts'
import { mistakesOf } from '#lib/networks/config.ts'
import { InlineParams, RecordingJson } from '#lib/networks/params-schema.ts'
import { DevnetError } from '../devnet-error.ts'
import type { SimulationOptions } from '../options.ts'
import { rememberedGenesis } from './network-folder.ts'
import type { NetworkPlan } from './plan.ts'
import { networkPlan } from './shapes.ts'
import { epochMsOf, genesisBefore } from './start-network.ts'

/** Delegates that the small shape has; parameters with more places need the mainnet shape's. */
const SMALL_DELEGATES = 14

/**
 * The network that the command line asks for.
 * @throws {DevnetError} `bad_file` for parameters that cannot be right, `bad_option` for too many seats.
 */
export function planFrom(options: SimulationOptions, wallMs: number): NetworkPlan {
  const { seed, gateways } = options
  const given = options.paramsFile === null ? null : readParams(options.paramsFile)
  const places = given?.params.candidateSeats ?? 0
  const shape = options.shape ?? (given !== null && places <= SMALL_DELEGATES ? 'small' : 'mainnet')
  const planAt = (genesisMs: number) =>
    networkPlan({
      shape,
      seed,
      gateways,
      genesisMs,
      ...(given === null ? {} : { params: { ...given.params, genesisMs } }),
      ...(given?.name === undefined ? {} : { name: given.name }),
    })
  const plan = planAt(genesisOf(options, given?.params ?? planAt(wallMs).params, given !== null, wallMs))
  if (plan.delegates.length < places) {
    const { length } = plan.delegates
    throw new DevnetError(
      'bad_option',
      `the ${shape} shape has ${length} delegates, fewer than ${places} candidates`,
    )
  }
  return plan
}

/** Without one that is asked for always the same: the same seed and story give the same bytes. */
const GENESIS_MS = Date.UTC(2026, 0, 1)

function genesisOf(
  { genesisMs, dataDir, historyEpochs }: SimulationOptions,
  params: NetworkParams,
  isGiven: boolean,
  wallMs: number,
): number {
  if (genesisMs === null) return isGiven ? params.genesisMs : GENESIS_MS
  if (genesisMs !== 'now') return genesisMs
  const known = dataDir === null ? null : rememberedGenesis(dataDir)
  return known ?? genesisBefore(wallMs, epochMsOf({ params }), historyEpochs)
}

/** Parameters from a network.json, or as they stand inside a networks.yaml. */
function readParams(file: string): { readonly name: string | undefined; readonly params: NetworkParams } {
  const { content, errors, lineOf } = markedYaml(textOf(file))
  const refusal = (places: readonly { line: number; message: string }[]) =>
    new DevnetError('bad_file', places.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n'))
  if (errors.length > 0) throw refusal(errors)
  const isNamed = typeof content === 'object' && content !== null && 'name' in content
  const parsed = isNamed
    ? RecordingJson.safeParse(content)
    : InlineParams.transform((params) => ({ name: undefined, params })).safeParse(content)
  if (parsed.success) return parsed.data
  const mistakes = parsed.error.issues.flatMap((issue) => mistakesOf(issue, content))
  throw refusal(mistakes.map(({ path, message }) => ({ line: lineOf(path), message })))
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new DevnetError('bad_file', `${file} cannot be read`, { cause })
  }
}
