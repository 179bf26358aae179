import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { openDirectory } from './identities.service.ts'

let database: TestDatabase
let network: number
beforeEach(async () => {
  database = await testDatabase()
  const [row] = await database.sql<{ id: number }[]>`
    insert into network (slug, name, params) values ('lab', 'Lab', '{}') returning id`
  network = row?.id ?? 0
})
afterEach(() => database.drop())

const identity = (owner: string) => ({
  id: 'io1id',
  owner,
  operator: 'io1op',
  reward: 'io1re',
  name: 'alder',
})

async function member(proof: string, address: string | null): Promise<string> {
  const [row] = await database.sql<
    { id: string }[]
  >`insert into app_user (name) values (${proof}) returning id`
  const id = row?.id ?? ''
  await database.sql`
    insert into membership (network_id, delegate_id, user_id, level, proof, address)
    values (${network}, 'io1id', ${id}, 'manager', ${proof}, ${address})`
  return id
}

async function strangers(): Promise<string[]> {
  const rows = await database.sql`select proof from membership where stranger_at is not null order by proof`
  return rows.map(({ proof }) => proof)
}

test('another owner on the chain marks those who proved the old one, and only them', async () => {
  const directory = await openDirectory(database.sql, network)
  await directory.learn([identity('io1old')], 1)
  const owner = await member('owner_key', 'io1old')
  await member('contract', 'io1old')
  await member('operator_key', 'io1op')
  await member('staff', null)
  await member('invite', null)
  await directory.learn([identity('io1old'), { ...identity('io1other'), id: 'io1b', name: 'birch' }], 2)
  expect(await strangers()).toEqual([])
  await directory.learn([identity('io1new')], 3)
  expect(await strangers()).toEqual(['contract', 'owner_key'])
  const entries = await database.sql`select actor_kind, action, subject_id, delegate_id from audit_entry`
  expect(entries).toHaveLength(2)
  expect(entries).toContainEqual({
    actor_kind: 'worker',
    action: 'claim_marked',
    subject_id: owner,
    delegate_id: 'io1id',
  })
})

test('the mark keeps its first instant while the owner stays another, and goes when it returns', async () => {
  const directory = await openDirectory(database.sql, network)
  await directory.learn([identity('io1old')], 1)
  await member('owner_key', 'io1old')
  await directory.learn([identity('io1new')], 2)
  const since = async () => (await database.sql`select stranger_at from membership`)[0]?.stranger_at
  const first = await since()
  await directory.learn([identity('io1third')], 3)
  expect(await since()).toEqual(first)
  await directory.learn([identity('io1old')], 4)
  expect(await since()).toBeNull()
})
