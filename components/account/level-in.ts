import { LEVELS, type Level } from '#lib/auth/actor.ts'
import type { Me } from './queries.ts'

/** What somebody is at a delegate, so that a page offers only what the server would do. */
export type Standing = {
  readonly level: Level | null
  /** Members of any level, and staff. */
  readonly sees: boolean
  readonly works: boolean
  readonly manages: boolean
}

/** What `me` is at a delegate (candidate id). */
export function levelIn(me: Me, network: string, delegateId: string | null): Standing {
  const own = me.memberships.find((one) => one.network === network && one.delegateId === delegateId)
  const level = own?.level ?? null
  const rank = level === null ? -1 : LEVELS.indexOf(level)
  const isStaff = me.roles.includes('staff') || me.roles.includes('admin')
  return {
    level,
    sees: rank >= 0 || isStaff,
    works: rank >= LEVELS.indexOf('member'),
    manages: rank >= LEVELS.indexOf('manager'),
  }
}
