import { z } from 'zod'
import { LEVELS, ROLES } from './actor.ts'

const Instant = z.iso.datetime({ precision: 3 })

export const SessionView = z.object({
  id: z.uuid(),
  /** The one that asks. */
  current: z.boolean(),
  method: z.enum(['wallet', 'oidc', 'mail']),
  userAgent: z.string(),
  address: z.string(),
  createdAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
})
export type SessionView = z.infer<typeof SessionView>

/** Where somebody wants to be told of things. */
export const Contact = z.strictObject({
  kind: z.enum(['mail', 'telegram', 'phone', 'other']),
  value: z.string().trim().min(1).max(200),
})
export type Contact = z.infer<typeof Contact>

export const THEMES = ['auto', 'light', 'dark'] as const

/** How somebody signs in: a wallet's io1 address, a mail address, or the name of a provider. */
export const IdentityView = z.object({
  kind: z.enum(['wallet', 'oidc', 'mail']),
  subject: z.string(),
  /** The 0x form of a wallet's address. */
  hex: z.string().nullable(),
})

export const UserView = z.object({
  id: z.uuid(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  createdAt: Instant,
  identities: z.array(IdentityView),
})
export type UserView = z.infer<typeof UserView>

export const MeView = z.object({
  /** Null = nobody is signed in. */
  user: UserView.extend({
    timeZone: z.string().nullable(),
    theme: z.enum(THEMES).nullable(),
    contacts: z.array(Contact),
    memberships: z.array(z.object({ network: z.string(), delegateId: z.string(), level: z.enum(LEVELS) })),
  }).nullable(),
  /** How one can sign in here; `oidc` is the provider's name. */
  ways: z.object({ wallet: z.literal(true), mail: z.boolean(), oidc: z.string().nullable() }),
})
export type MeView = z.infer<typeof MeView>

/** Zones that this runtime knows; the browser's own names. */
const TimeZone = z.string().refine(isTimeZone, 'is no time zone')

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false // a RangeError, which is the answer
  }
}

export const MePatch = z.strictObject({
  name: z.string().trim().min(1).max(60).optional(),
  timeZone: TimeZone.nullable().optional(),
  theme: z.enum(THEMES).nullable().optional(),
  contacts: z.array(Contact).max(10).optional(),
})
export type MePatch = z.infer<typeof MePatch>

/** Words that must be sent along, so that nobody deletes an account by a slip. */
export const DeleteMe = z.strictObject({ confirm: z.literal('delete my account') })

export const RolesPatch = z.strictObject({ roles: z.array(z.enum(ROLES)).max(ROLES.length) })

export const NonceRequest = z.strictObject({
  /** io1 or 0x; with it the answer holds the message to sign. */
  address: z.string().max(64).optional(),
  /** Of a followed network; the first one's when not said. */
  chainId: z.int().min(1).optional(),
})
export const NonceView = z.object({
  nonce: z.string(),
  /** EIP-4361, ready to sign; null when no address was named. */
  message: z.string().nullable(),
  domain: z.string(),
  uri: z.string(),
  /** Of the followed networks. */
  chainIds: z.array(z.int()),
  expiresAt: Instant,
})
export type NonceView = z.infer<typeof NonceView>

export const MailRequest = z.strictObject({
  address: z.email().max(200),
  /** Path to go to afterwards. */
  next: z
    .string()
    .regex(/^\/(?![/\\])[^\s\\]{0,300}$/)
    .optional(),
})
/** The same whether or not anybody has that address. */
export const SentView = z.object({ sent: z.literal(true) })

export const SecretBody = z.strictObject({ secret: z.string().max(200) })
export const DoneView = z.object({ done: z.literal(true) })
