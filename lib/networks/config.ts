import { z } from 'zod'
import { mainnet } from '#lib/chain/mainnet.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { testnet } from '#lib/chain/testnet.ts'
import { DomainError } from '#lib/errors.ts'
import { InlineParams } from './params-schema.ts'
import type { NetworkKind } from './schema.ts'

/** One node, or a proxy before some, that a network is followed over. */
export type EndpointConfig = {
  readonly name: string
  /** `host:port`. */
  readonly grpc: string | null
  readonly jsonrpc: string | null
  /** Base address of the probe server: `/readiness` and the like stand under it. */
  readonly probe: string | null
  /** Address of the Prometheus text page itself. */
  readonly metrics: string | null
  /** Whether gRPC is spoken over TLS; the other addresses say so by https. */
  readonly tls: boolean
  /** May be streamed from: a stream can hold up a node that produces blocks. */
  readonly gateway: boolean
}

/** A network to follow, as somebody configured it. */
export type NetworkConfig = {
  /** Its name in addresses: lower case letters, digits and hyphens. */
  readonly id: string
  readonly name: string
  readonly kind: NetworkKind
  readonly params: NetworkParams
  /** Where following starts when nothing is stored yet. */
  readonly from: 'genesis' | { readonly height: number } | { readonly epochsBack: number }
  readonly endpoints: readonly EndpointConfig[]
  /** Private ranges in CIDR form that its endpoints may resolve to. */
  readonly allowedRanges: readonly string[]
  /** Address of our own devnet's control port, for a network's clock; null for a real network. */
  readonly control: string | null
}

/** Something in a configuration that cannot be right: where in it, and why. */
export type Mistake = { readonly path: readonly PropertyKey[]; readonly message: string }

/** Networks that cannot be followed as configured; the message holds every mistake, one a line. */
export class NetworksError extends DomainError<'bad_networks'> {}

const DEFAULT_EPOCHS_BACK = 24
const PRESETS: Readonly<Record<string, NetworkParams>> = { mainnet, testnet }

const WebUrl = z.string().refine(isWebUrl, 'must be an http or https address without a password')

const Endpoint = z
  .strictObject({
    name: z.string().min(1).max(60),
    grpc: z.string().refine(isHostAndPort, 'must be host:port').nullish(),
    jsonrpc: WebUrl.nullish(),
    probe: WebUrl.nullish(),
    metrics: WebUrl.nullish(),
    tls: z.boolean().default(false),
    gateway: z.boolean().default(false),
  })
  .refine(({ grpc, jsonrpc }) => grpc || jsonrpc, 'needs a grpc or a jsonrpc address')
  .transform(({ grpc = null, jsonrpc = null, probe = null, metrics = null, ...rest }) => {
    return { ...rest, grpc, jsonrpc, probe, metrics }
  })

const Params = z.unknown().transform((value, context): NetworkParams => {
  const preset = typeof value === 'string' ? PRESETS[value] : undefined
  if (preset) return preset
  const inline = InlineParams.safeParse(value)
  if (inline.success) return inline.data
  if (typeof value === 'object' && value !== null) context.issues.push(...inline.error.issues.map(rawIssue))
  else
    context.issues.push({
      code: 'custom',
      input: value,
      message: 'must be mainnet, testnet or the parameters themselves',
    })
  return z.NEVER
})

const FROM = 'must be genesis or a height'

const Network = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower case letters, digits and hyphens'),
  name: z.string().min(1).max(100),
  parameters: Params,
  from: z
    .union([z.literal('genesis'), z.int().min(1, FROM)], FROM)
    .optional()
    .transform((from): NetworkConfig['from'] => {
      if (from === undefined) return { epochsBack: DEFAULT_EPOCHS_BACK }
      return from === 'genesis' ? from : { height: from }
    }),
  endpoints: z.array(Endpoint).min(1, 'needs at least one endpoint'),
  allowedRanges: z.array(z.union([z.cidrv4(), z.cidrv6()], 'must be a range such as 10.0.0.0/8')).default([]),
  control: WebUrl.refine(isLoopback, 'our own devnet is on this machine: 127.0.0.1').nullish(),
})

const NetworksFile = z.strictObject({ networks: z.array(Network).min(1, 'needs at least one network') })

/** The networks that the content of a networks.yaml describes, or every mistake in it. */
export function networksFrom(content: unknown): NetworkConfig[] | { readonly mistakes: readonly Mistake[] } {
  const parsed = NetworksFile.safeParse(content)
  if (!parsed.success) return { mistakes: parsed.error.issues.flatMap((issue) => mistakesOf(issue, content)) }
  const networks = parsed.data.networks.map(({ parameters, control = null, ...network }) => {
    const kind: NetworkKind = control === null ? 'real' : 'practice'
    return { ...network, kind, params: parameters, control }
  })
  const mistakes = networks.flatMap((network, index) => [
    ...twins(networks, ({ id }) => id, 'id')
      .filter(({ path }) => path[0] === index)
      .map((mistake) => under(['networks'], mistake)),
    ...endpointMistakes(network.endpoints).map((mistake) => under(['networks', index, 'endpoints'], mistake)),
  ])
  return mistakes.length === 0 ? networks : { mistakes }
}

function endpointMistakes(endpoints: readonly EndpointConfig[]): Mistake[] {
  const unfollowable = { path: [], message: 'one endpoint at least needs a grpc address' }
  return [
    ...twins(endpoints, ({ name }) => name, 'name'),
    ...twins(endpoints, ({ grpc }) => grpc, 'grpc'),
    ...(endpoints.some(({ grpc }) => grpc !== null) ? [] : [unfollowable]),
  ]
}

/** A value that must be there once but comes again, at each place where it does. */
function twins<T>(items: readonly T[], read: (item: T) => string | null, key: string): Mistake[] {
  return items.flatMap((item, index) => {
    const value = read(item)
    const isFirst = value === null || items.findIndex((other) => read(other) === value) === index
    return isFirst ? [] : [{ path: [index, key], message: `${key} ${value} is there twice` }]
  })
}

function under(path: readonly PropertyKey[], mistake: Mistake): Mistake {
  return { ...mistake, path: [...path, ...mistake.path] }
}

/** A schema's issues in our words: a missing value and an unknown key are told as such. */
export function mistakesOf(issue: z.core.$ZodIssue, content: unknown): Mistake[] {
  const { path } = issue
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: `unknown key ${key}` }))
  }
  const name = path.findLast((step) => typeof step === 'string') ?? 'content'
  if (valueAt(content, path) === undefined) return [{ path, message: `${String(name)} is missing` }]
  return [{ path, message: `${String(name)}: ${issue.message}` }]
}

function rawIssue({ path, message, ...issue }: z.core.$ZodIssue): z.core.$ZodRawIssue {
  return { ...issue, path: [...path], message, input: undefined } as z.core.$ZodRawIssue
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<PropertyKey, unknown> | null | undefined)?.[step],
    content,
  )
}

/** Whether a text is `host:port` and nothing else. */
export function isHostAndPort(text: string): boolean {
  const port = Number(/:(\d{1,5})$/.exec(text)?.[1] ?? 0)
  const url = URL.parse(`http://${text}`)
  return port >= 1 && port <= 65_535 && url !== null && url.pathname === '/' && !/[/?#@\s]/.test(text)
}

/** Whether a text is an http or https address without a password. */
export function isWebUrl(text: string): boolean {
  const url = URL.parse(text)
  return (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.hostname !== '' &&
    url.username === '' &&
    url.password === ''
  )
}

function isLoopback(text: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(URL.parse(text)?.hostname ?? '')
}
