import { wallNow } from '#lib/clock.ts'
import type { AnySql } from '#lib/db/client.ts'
import type { Actor, RequestOrigin } from './actor.ts'
import { RateLimitError } from './auth-error.ts'
import { countUp, deleteOldWindows } from './rate-limit.store.ts'
import { RATE_LIMITS, type RateLimit, type RateName } from './rate-limits.ts'

/**
 * Counts one more of something for an address and an account; all web processes count together.
 * @throws {RateLimitError} `rate_limited` when either had its share in this window.
 */
export async function countAgainst(
  sql: AnySql,
  name: RateName,
  actor: Actor,
  origin: RequestOrigin,
): Promise<void> {
  const { perAddress, perAccount }: RateLimit = RATE_LIMITS[name]
  const address = { key: `${name} from ${origin.address}`, most: perAddress }
  if (actor.kind === 'nobody') await countShares(sql, name, [address])
  else await countShares(sql, name, [address, { key: `${name} by ${actor.userId}`, most: perAccount }])
}

/**
 * Counts one more mail to an address.
 * @throws {RateLimitError} `rate_limited`.
 */
export async function countMailTo(sql: AnySql, mailAddress: string): Promise<void> {
  const most = RATE_LIMITS.mail_links.perAddress
  await countShares(sql, 'mail_links', [{ key: `mail_links to ${mailAddress}`, most }])
}

type Share = { readonly key: string; readonly most: number }

async function countShares(sql: AnySql, name: RateName, shares: readonly Share[]): Promise<void> {
  const { windowSeconds }: RateLimit = RATE_LIMITS[name]
  const nowSeconds = wallNow() / 1000
  const startSeconds = Math.floor(nowSeconds / windowSeconds) * windowSeconds
  const keys = shares.map(({ key }) => key)
  const counts = await countUp(sql, keys, new Date(startSeconds * 1000))
  if (counts.get(keys[0] ?? '') === 1) await deleteOldWindows(sql)
  if (shares.every(({ key, most }) => (counts.get(key) ?? 0) <= most)) return
  const waitSeconds = Math.max(1, Math.ceil(startSeconds + windowSeconds - nowSeconds))
  throw new RateLimitError(`Too often; try again in ${waitSeconds} s.`, waitSeconds)
}
