import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { profileVersionPage, profileView, writeProfile } from '#lib/delegates/profile.service.ts'
import { NO_PROFILE, type Profile } from '#lib/delegates/profile.ts'
import { seedNetwork } from './testing/network.ts'
import { memberOf, person } from './testing/people.ts'

let database: TestDatabase
let network: number
beforeEach(async () => {
  database = await testDatabase()
  network = await seedNetwork(database.sql)
})
afterEach(() => database.drop())

type Person = Awaited<ReturnType<typeof person>>

const nobody = { actor: { kind: 'nobody' } } as const
const refusal = (code: string) => expect.objectContaining({ code })
const profile: Profile = {
  ...NO_PROFILE,
  about: 'We run **nodes**.',
  contact: 'oncall@example.org',
  public: ['about'],
}
const write = (by: Person, version: number, about = 'We run **nodes**.') =>
  writeProfile(database.sql, by, 'lab', 'delegate00', { version, profile: { ...profile, about } })
const seenBy = (by: Pick<Person, 'actor'> | typeof nobody) =>
  profileView(database.sql, by, 'lab', 'delegate00')

test('everybody sees what is public; members and staff see all', async () => {
  const ada = await memberOf(database.sql, network, 'Ada', 'member')
  expect(await seenBy(nobody)).toEqual({ version: 0, profile: NO_PROFILE, complete: false, at: null })
  await write(ada, 0)
  const shown = { version: 1, complete: false, profile: { ...profile, contact: null } }
  expect(await seenBy(nobody)).toMatchObject(shown)
  expect(await seenBy(await person(database.sql, 'Guest'))).toMatchObject(shown)
  for (const by of [ada, await person(database.sql, 'Sam', ['staff'])])
    expect(await seenBy(by)).toMatchObject({ complete: true, profile })
})

test('every version is kept, with who wrote it', async () => {
  const ada = await memberOf(database.sql, network, 'Ada', 'member')
  await write(ada, 0, 'one')
  await write(ada, 1, 'two')
  const first = await profileVersionPage(database.sql, ada, 'lab', 'delegate00', { limit: 1, cursor: null })
  expect(first.items).toMatchObject([{ version: 2, by: 'Ada', profile: { about: 'two' } }])
  const rest = { limit: 1, cursor: first.nextCursor }
  const second = await profileVersionPage(database.sql, ada, 'lab', 'delegate00', rest)
  expect(second).toMatchObject({ items: [{ version: 1, profile: { about: 'one' } }], nextCursor: null })
})

test('of those who write from the same version at once one does', async () => {
  const ada = await memberOf(database.sql, network, 'Ada', 'member')
  const results = await Promise.allSettled(Array.from({ length: 16 }, (_, n) => write(ada, 0, `text ${n}`)))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
  expect(new Set(codes)).toEqual(new Set(['profile_changed']))
  await expect(write(ada, 5)).rejects.toThrow(refusal('profile_changed'))
})

test('a viewer writes nothing, nor does staff', async () => {
  const viewer = await memberOf(database.sql, network, 'Vi', 'viewer')
  await expect(write(viewer, 0)).rejects.toThrow(refusal('forbidden'))
  await expect(write(await person(database.sql, 'Sam', ['admin']), 0)).rejects.toThrow(refusal('forbidden'))
})
