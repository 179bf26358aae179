import { z } from 'zod'
import { record } from '#lib/audit/audit.service.ts'
import { authorize } from '#lib/auth/authorize.ts'
import { may } from '#lib/auth/permissions.ts'
import type { Sql } from '#lib/db/client.ts'
import { cutPage, type Page, readCursor, writeCursor } from '#lib/http/cursor.ts'
import type { PageQuery } from '#lib/http/query.ts'
import { DelegateError } from './delegate-error.ts'
import { insertProfile, listProfiles, type StoredProfile } from './profile.store.ts'
import {
  NO_PROFILE,
  type ProfileChange,
  type ProfileVersionView,
  type ProfileView,
  publicPartsOf,
} from './profile.ts'
import { type Caller, getSpace, personOf } from './space.service.ts'

/** A delegate's profile as it is now: all of it to its members and staff, to others what is public. */
export async function profileView(
  sql: Sql,
  { actor }: Pick<Caller, 'actor'>,
  slug: string,
  wanted: string,
): Promise<ProfileView> {
  const { subject } = await getSpace(sql, slug, wanted)
  const complete = may(actor, 'read_delegate_space', subject)
  const [stored] = await listProfiles(sql, subject, null, 1)
  if (stored === undefined) return { version: 0, profile: NO_PROFILE, complete, at: null }
  const profile = complete ? stored.profile : publicPartsOf(stored.profile)
  return { version: stored.version, profile, complete, at: stored.at.toISOString() }
}

/** A page of the whole profile as it is and was, newest first; for the delegate's members and staff. */
export async function profileVersionPage(
  sql: Sql,
  { actor }: Caller,
  slug: string,
  wanted: string,
  page: PageQuery,
): Promise<Page<ProfileVersionView>> {
  const { subject } = await getSpace(sql, slug, wanted)
  authorize(actor, 'read_delegate_space', subject)
  const below = readCursor('profiles', page.cursor, z.tuple([z.int32()]))?.[0] ?? null
  const stored = await listProfiles(sql, subject, below, page.limit + 1)
  return cutPage(stored.map(versionView), page.limit, ({ version }) => writeCursor('profiles', [version]))
}

/**
 * Writes the next version of a profile.
 * @throws {DelegateError} `profile_changed` when it was not made from the newest one.
 */
export async function writeProfile(
  sql: Sql,
  { actor, origin }: Caller,
  slug: string,
  wanted: string,
  { version: madeFrom, profile }: ProfileChange,
): Promise<ProfileVersionView> {
  const { subject } = await getSpace(sql, slug, wanted)
  authorize(actor, 'change_profile', subject)
  const { userId, name } = personOf(actor)
  return await sql.begin(async (tx) => {
    const [newest] = await listProfiles(tx, subject, null, 1)
    const version = madeFrom + 1
    const isNewest = madeFrom === (newest?.version ?? 0)
    const at = isNewest ? await insertProfile(tx, { ...subject, version, profile, userId }) : null
    if (at === null)
      throw new DelegateError(
        'profile_changed',
        'Somebody changed the profile meanwhile: look at theirs first.',
      )
    await record(tx, actor, origin, {
      action: 'profile_written',
      subject: { kind: 'profile', id: `${subject.delegateId} ${version}` },
      ...subject,
      before: newest === undefined ? null : told(newest),
      after: told({ version, profile }),
    })
    return versionView({ version, profile, at, by: name })
  })
}

/** A version as the audit log tells of it: a picture is kept once, by the version itself. */
function told({ version, profile }: Pick<StoredProfile, 'version' | 'profile'>): Record<string, unknown> {
  return { version, ...profile, logo: profile.logo === null ? null : `${profile.logo.length} characters` }
}

function versionView({ version, profile, at, by }: StoredProfile): ProfileVersionView {
  return { version, profile, complete: true, at: at.toISOString(), by }
}
