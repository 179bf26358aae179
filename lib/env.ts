import { z } from 'zod'
import { DomainError } from '#lib/errors.ts'

/** The environment held values we cannot start with. */
export class EnvError extends DomainError<'bad_environment'> {}

const JSON_TEXT = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    context.addIssue({ code: 'custom', message: 'is no JSON' })
    return z.NEVER
  }
})

/** Where the devnet that `npm start` brought up answers; set by it for its children, never by people. */
const ReplayEndpoints = z.object({
  folder: z.string(),
  control: z.url(),
  nodes: z.array(z.object({ grpc: z.string(), jsonrpc: z.url(), probe: z.url() })),
})
const PracticeEndpoints = z.object({
  control: z.url(),
  /** As network.json of a recording has it. */
  network: z.record(z.string(), z.unknown()),
  nodes: z.array(
    z.object({
      name: z.string(),
      grpc: z.string(),
      jsonrpc: z.url(),
      probe: z.url(),
      metrics: z.url(),
      gateway: z.boolean(),
    }),
  ),
})
const SPEED_MAX = 100

const Range = z.union([z.cidrv4(), z.cidrv6()], { error: 'must be ranges such as 10.0.0.0/8,fd00::/8' })

const Environment = z
  .object({
    ROLLCALL_REPLAY: z.string().optional(),
    ROLLCALL_REPLAY_SPEED: z
      .union([z.literal('max'), z.coerce.number().positive()], { error: 'must be "max" or a number above 0' })
      .default('max'),
    ROLLCALL_DEVNET_SHAPE: z
      .enum(['mainnet', 'small'], { error: 'must be "mainnet" or "small"' })
      .default('mainnet'),
    ROLLCALL_DEVNET_STORY: z.string().default('three-small-faults'),
    ROLLCALL_DEVNET_SPEED: z.coerce
      .number({ error: `must be a number above 0, up to ${SPEED_MAX}` })
      .positive()
      .max(SPEED_MAX)
      .default(1),
    ROLLCALL_DEVNET_SEED: z.coerce.number({ error: 'must be a whole number' }).int().min(1).default(1),
    ROLLCALL_NETWORKS: z.string().optional(),
    ROLLCALL_NETWORK: z.enum(['mainnet', 'testnet'], { error: 'must be "mainnet" or "testnet"' }).optional(),
    /** Where browsers find us, when that is not what they write into Host. */
    ROLLCALL_ORIGIN: z
      .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
      .refine((text) => URL.canParse(text) && new URL(text).pathname === '/', 'must have no path')
      .transform((text) => new URL(text).origin)
      .optional(),
    /** How many proxies stand before us, each of which appends to X-Forwarded-For. */
    ROLLCALL_PROXIES: z.coerce.number({ error: 'must be a whole number' }).int().min(0).max(8).default(0),
    ROLLCALL_OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).optional(),
    ROLLCALL_OIDC_CLIENT_ID: z.string().optional(),
    ROLLCALL_OIDC_CLIENT_SECRET: z.string().optional(),
    ROLLCALL_OIDC_NAME: z.string().max(40, { error: 'must have at most 40 characters' }).default('OpenID'),
    ROLLCALL_SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// address' }).optional(),
    ROLLCALL_MAIL_FROM: z.string().optional(),
    /** Kept in DATA_DIR/secrets when not set. */
    NEXTAUTH_SECRET: z.string().min(32, { error: 'must have at least 32 characters' }).optional(),
    /** Private ranges in which machines that delegates register may stand. */
    ROLLCALL_ALLOW_PRIVATE_TARGETS: z
      .string()
      .transform((text) => text.split(',').map((range) => range.trim()))
      .pipe(z.array(Range))
      .optional(),
    PORT: z.coerce.number({ error: 'must be a port number' }).int().min(1).max(65_535).default(3000),
    HOST: z.string().default('127.0.0.1'),
    DATA_DIR: z.string().default('.data'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }).optional(),
    /** Of a role that owns nothing, for web and workers; DATABASE_URL is then used for migrations only. */
    DATABASE_APP_URL: z
      .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })
      .optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    /** Control port of the devnet that `npm run devnet` speaks to. */
    ROLLCALL_DEVNET: z.url({ error: 'must be the address of a control port' }).optional(),
    ROLLCALL_REPLAY_ENDPOINTS: JSON_TEXT.pipe(z.union([ReplayEndpoints, PracticeEndpoints])).optional(),
  })
  .refine((set) => (set.ROLLCALL_OIDC_ISSUER === undefined) === (set.ROLLCALL_OIDC_CLIENT_ID === undefined), {
    path: ['ROLLCALL_OIDC_CLIENT_ID'],
    error: 'goes together with ROLLCALL_OIDC_ISSUER',
  })
  .refine((set) => (set.ROLLCALL_SMTP_URL === undefined) === (set.ROLLCALL_MAIL_FROM === undefined), {
    path: ['ROLLCALL_MAIL_FROM'],
    error: 'goes together with ROLLCALL_SMTP_URL',
  })

export type Env = z.infer<typeof Environment>
export type ReplayEndpoints = z.infer<typeof ReplayEndpoints>
export type PracticeEndpoints = z.infer<typeof PracticeEndpoints>

/** What holds a secret, or an address with a password in it: never shown. */
const SECRET = /SECRET|SMTP_URL|DATABASE/

/**
 * The configuration in these variables; an empty one counts as not set.
 * @throws {EnvError} `bad_environment`: one message that names every wrong variable.
 */
export function parseEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const set = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = Environment.safeParse(set)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0])
    return `${name}=${SECRET.test(name) ? '(not shown)' : (set[name] ?? '')}: ${issue.message}`
  })
  throw new EnvError('bad_environment', `Wrong configuration: ${faults.join('; ')}`)
}

let parsed: Env | undefined

/** The configuration of this process, read once. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}

/** next-auth reads where it is found from the environment alone: our origin, else what the request was sent to. */
export function tellNextAuth(): void {
  const { ROLLCALL_ORIGIN: origin } = env()
  if (origin === undefined) process.env.AUTH_TRUST_HOST = '1'
  else process.env.NEXTAUTH_URL = origin
}
