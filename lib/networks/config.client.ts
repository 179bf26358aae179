import path from 'node:path'
import type { PracticeEndpoints, ReplayEndpoints } from '#lib/env.ts'
import { mistakesOf, type NetworkConfig, NetworksError, networksFrom } from './config.ts'
import { readMarked } from './marked-text.client.ts'
import { RecordingJson } from './params-schema.ts'
import { publicNetwork } from './public-endpoints.ts'

/** Where networks come from; any of them, or several together. */
export type NetworkSources = {
  /** Path of a networks.yaml (`ROLLCALL_NETWORKS`). */
  readonly file?: string | undefined
  /** A public network (`ROLLCALL_NETWORK`). */
  readonly preset?: 'mainnet' | 'testnet' | undefined
  /** A replay or a simulated network that the launcher started (`ROLLCALL_REPLAY_ENDPOINTS`). */
  readonly replay?: ReplayEndpoints | PracticeEndpoints | undefined
}

/**
 * Every network that is configured.
 * @throws {NetworksError} with every mistake of the file that has some, by line, or for two networks of one id.
 */
export async function readNetworks({ file, preset, replay }: NetworkSources): Promise<NetworkConfig[]> {
  const networks = [
    ...(file === undefined ? [] : await fromFile(file)),
    ...(preset === undefined ? [] : [publicNetwork(preset)]),
    ...(replay === undefined
      ? []
      : ['folder' in replay ? await fromReplay(replay) : practiceNetwork(replay)]),
  ]
  const twin = networks.find(({ id }, index) => networks.findIndex((other) => other.id === id) !== index)
  if (twin) throw new NetworksError('bad_networks', `two networks have the id ${twin.id}`)
  return networks
}

async function fromFile(file: string): Promise<NetworkConfig[]> {
  const { content, refusal } = await readMarked(file)
  const networks = networksFrom(content)
  if ('mistakes' in networks) throw refusal(networks.mistakes)
  return networks
}

async function fromReplay({ folder, control, nodes }: ReplayEndpoints): Promise<NetworkConfig> {
  const file = await readMarked(path.join(folder, 'network.json'))
  const recording = RecordingJson.safeParse(file.content)
  if (!recording.success)
    throw file.refusal(recording.error.issues.flatMap((issue) => mistakesOf(issue, file.content)))
  const { name, params } = recording.data
  return {
    id: slugOf(name),
    name,
    kind: 'replay',
    params,
    from: 'genesis',
    endpoints: nodes.map((node, index) => {
      return { ...node, name: `node${index}`, metrics: `${node.probe}/metrics`, tls: false, gateway: true }
    }),
    allowedRanges: ['127.0.0.0/8'],
    control,
  }
}

/** A simulated network, under one name whatever it is: one that was begun anew takes the place of the one before. */
function practiceNetwork({ control, network, nodes }: PracticeEndpoints): NetworkConfig {
  const told = RecordingJson.safeParse(network)
  if (!told.success) {
    const [mistake] = told.error.issues.flatMap((issue) => mistakesOf(issue, network))
    const where = mistake?.path.join('.') ?? ''
    throw new NetworksError(
      'bad_networks',
      `the practice network at ${control}: ${where}: ${mistake?.message}`,
    )
  }
  return {
    id: 'practice',
    name: 'Practice network',
    kind: 'practice',
    params: told.data.params,
    from: 'genesis',
    endpoints: nodes.map((node) => ({ ...node, tls: false })),
    allowedRanges: ['127.0.0.0/8'],
    control,
  }
}

/** "network A" → network-a. */
function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
  return slug === '' ? 'network' : slug
}
