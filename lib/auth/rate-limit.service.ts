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
  const { windowSeconds, perAddress, perAccount }: RateLimit = RATE_LIMITS[name]
  const nowSeconds = wallNow() / 1000
  const startSeconds = Math.floor(nowSeconds / windowSeconds) * windowSeconds
  const address = `${name} from ${origin.address}`
  const account = actor.kind === 'nobody' ? null : `${name} by ${actor.userId}`
  const keys = account === null ? [address] : [address, account]
  const counts = await countUp(sql, keys, new Date(startSeconds * 1000))
  const byAddress = counts.get(address) ?? 0
  const byAccount = account === null ? 0 : (counts.get(account) ?? 0)
  if (byAddress === 1) await deleteOldWindows(sql)
  if (byAddress <= perAddress && byAccount <= perAccount) return
  const waitSeconds = Math.max(1, Math.ceil(startSeconds + windowSeconds - nowSeconds))
  throw new RateLimitError(`Too often; try again in ${waitSeconds} s.`, waitSeconds)
}
