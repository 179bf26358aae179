import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { SCOPES, type Scope } from './actor.ts'

/** A token as stored; of its secret only the hash, which never leaves the store. */
export type StoredToken = {
  readonly id: string
  /** Shown in lists, so that people can tell which one it is. */
  readonly prefix: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly networkId: number | null
  readonly delegateId: string | null
  readonly nodeId: string | null
  readonly createdBy: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
  readonly replacedBy: string | null
}

const DAY_MS = 86_400_000
const DAYS_DEFAULT = 90
const DAYS_MAX = 400
/** How long the old token still works after a rotation. */
export const OVERLAP_MS = DAY_MS
/** An expiry nearer than this is worth a word. */
const SOON_MS = 14 * DAY_MS

const PREFIX_LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'
const PREFIX_LENGTH = 8
/** 32 random bytes in base64url. */
const TOKEN = /^rcl_([a-z0-9]{8})_[A-Za-z0-9_-]{43}$/

/** A token that is about to be given out: what its holder keeps, and what we keep. */
export function newSecret(): { readonly token: string; readonly prefix: string; readonly hash: Buffer } {
  const prefix = Array.from(
    { length: PREFIX_LENGTH },
    () => PREFIX_LETTERS[randomInt(PREFIX_LETTERS.length)],
  ).join('')
  const token = `rcl_${prefix}_${randomBytes(32).toString('base64url')}`
  return { token, prefix, hash: hashOf(token) }
}

/** The prefix of what is written like a token of ours; null for anything else. */
export function prefixOf(text: string): string | null {
  return TOKEN.exec(text)?.[1] ?? null
}

/** The secret is 256 random bits, so one round of SHA-256 is enough: there is nothing to guess. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

export function isSecretOf(token: string, hash: Uint8Array): boolean {
  return hash.length === 32 && timingSafeEqual(hashOf(token), hash)
}

export type TokenState = 'active' | 'replaced' | 'expired' | 'revoked'

/** What a token is worth at an instant. One that was replaced works until its overlap ends. */
export function tokenState(
  token: Pick<StoredToken, 'revokedAt' | 'expiresAt' | 'replacedBy'>,
  nowMs: number,
): TokenState {
  if (token.revokedAt !== null) return 'revoked'
  if (token.expiresAt.getTime() <= nowMs) return 'expired'
  return token.replacedBy === null ? 'active' : 'replaced'
}

/** Whether somebody should rotate it soon: it works, nothing has replaced it, and it ends within 14 days. */
export function expiresSoon(token: Parameters<typeof tokenState>[0], nowMs: number): boolean {
  return tokenState(token, nowMs) === 'active' && token.expiresAt.getTime() - nowMs <= SOON_MS
}

/** When a token made now ends. */
export function expiryOf(nowMs: number, days: number): Date {
  return new Date(nowMs + days * DAY_MS)
}

/** What is asked for with a new token of a delegate. */
export const NewToken = z
  .strictObject({
    name: z.string().trim().min(1).max(60),
    scopes: z
      .array(z.enum(SCOPES))
      .min(1)
      .max(SCOPES.length)
      .refine((scopes) => new Set(scopes).size === scopes.length, 'names a scope twice'),
    /** The only node it is for. */
    nodeId: z.uuid().nullable().default(null),
    days: z.int().min(1).max(DAYS_MAX).default(DAYS_DEFAULT),
  })
  .refine(({ scopes, nodeId }) => nodeId !== null || !scopes.includes('heartbeat:write'), {
    path: ['nodeId'],
    message: "heartbeats are one node's: say which",
  })
export type NewToken = z.output<typeof NewToken>

export const TokenView = z.object({
  id: z.uuid(),
  /** How the token begins: rcl_ and these. */
  prefix: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  network: z.string().nullable(),
  delegateId: z.string().nullable(),
  nodeId: z.string().nullable(),
  /** Replaced = rotated; works until it expires. */
  state: z.enum(['active', 'replaced', 'expired', 'revoked']),
  expiresSoon: z.boolean(),
  createdBy: z.object({ id: z.uuid(), name: z.string() }),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  replacedBy: z.uuid().nullable(),
})
export type TokenView = z.infer<typeof TokenView>

/** The only answer that holds a token itself. */
export const MadeTokenView = TokenView.extend({ token: z.string() })
export type MadeTokenView = z.infer<typeof MadeTokenView>
