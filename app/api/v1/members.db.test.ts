import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect, type Sql } from '#lib/db/client.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { acceptInvite, invite, invitePage, revokeInvite } from '#lib/delegates/invites.service.ts'
import {
  changeLevel,
  leaveDelegate,
  leaveEverywhere,
  memberPage,
  removeMember,
} from '#lib/delegates/members.service.ts'
import { seedNetwork, who } from './testing/network.ts'
import { again, memberOf, person } from './testing/people.ts'

let database: TestDatabase
let network: number
beforeEach(async () => {
  database = await testDatabase()
  network = await seedNetwork(database.sql)
})
afterEach(() => database.drop())

type Person = Awaited<ReturnType<typeof person>>

const ALL = { limit: 200, cursor: null }
const refusal = (code: string) => expect.objectContaining({ code })
const level = (sql: Sql, by: Person, of: Person, to: 'viewer' | 'member' | 'manager') =>
  changeLevel(sql, by, 'lab', 'delegate00', of.userId, to)
const remove = (sql: Sql, by: Person, of: Person) => removeMember(sql, by, 'lab', 'delegate00', of.userId)

async function audited(): Promise<string[]> {
  return (await database.sql`select action from audit_entry order by seq`).map(({ action }) => action)
}

async function managers(): Promise<number> {
  return (await database.sql`select from membership where level = 'manager'`).length
}

test('invite, accept, demote, remove: each acts at once and is told in the audit log', async () => {
  const { sql } = database
  const ada = await memberOf(sql, network, 'Ada', 'manager')
  const bo = await person(sql, 'Bo')
  const { secret } = await invite(sql, ada, 'lab', 'delegate00', 'manager')
  expect(await acceptInvite(sql, bo, secret)).toMatchObject({ name: 'Bo', level: 'manager', proof: 'invite' })
  expect((await memberPage(sql, ada, 'lab', 'delegate00', ALL)).items.map(({ name }) => name)).toEqual([
    'Ada',
    'Bo',
  ])
  expect(await level(sql, ada, bo, 'viewer')).toMatchObject({ level: 'viewer' })
  const demoted = await again(sql, bo.actor)
  await expect(invite(sql, demoted, 'lab', 'delegate00', 'viewer')).rejects.toThrow(refusal('forbidden'))
  await remove(sql, ada, bo)
  const gone = await again(sql, bo.actor)
  await expect(memberPage(sql, gone, 'lab', 'delegate00', ALL)).rejects.toThrow(refusal('forbidden'))
  expect(await audited()).toEqual([
    'invite_made',
    'invite_accepted',
    'member_level_changed',
    'member_removed',
  ])
})

test('an invite works once, whoever comes second, and no secret of it is kept', async () => {
  const { sql } = database
  const ada = await memberOf(sql, network, 'Ada', 'manager')
  const { secret, expiresAt } = await invite(sql, ada, 'lab', 'delegate00', 'member')
  expect((Date.parse(expiresAt) - Date.now()) / 3_600_000).toBeCloseTo(72, 1)
  const guests = await Promise.all(Array.from({ length: 64 }, (_, n) => person(sql, `guest ${n}`)))
  const pool = connect(database.url, { max: 32 })
  const results = await Promise.allSettled(guests.map((guest) => acceptInvite(pool, guest, secret)))
  await pool.end()
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
  expect(new Set(codes)).toEqual(new Set(['secret_used']))
  expect(await audited()).toEqual(['invite_made', 'invite_accepted'])
  const dump = JSON.stringify(await sql`select * from audit_entry, one_time_secret`)
  expect(dump).not.toContain(secret)
})

test('an invite that is revoked, over, or made by who does not manage any more is refused', async () => {
  const { sql } = database
  const ada = await memberOf(sql, network, 'Ada', 'manager')
  const bo = await memberOf(sql, network, 'Bo', 'manager')
  const guest = await person(sql, 'Guest')
  const revoked = await invite(sql, ada, 'lab', 'delegate00', 'member')
  expect((await invitePage(sql, bo, 'lab', 'delegate00', ALL)).items).toMatchObject([
    { id: revoked.id, invitedBy: 'Ada' },
  ])
  await revokeInvite(sql, bo, 'lab', 'delegate00', revoked.id)
  await expect(acceptInvite(sql, guest, revoked.secret)).rejects.toThrow(refusal('secret_revoked'))
  expect((await invitePage(sql, bo, 'lab', 'delegate00', ALL)).items).toEqual([])
  const mine = await invite(sql, bo, 'lab', 'delegate00', 'member')
  await level(sql, ada, bo, 'member')
  await expect(acceptInvite(sql, guest, mine.secret)).rejects.toThrow(refusal('invite_void'))
  const over = await invite(sql, ada, 'lab', 'delegate00', 'member')
  await sql`update one_time_secret set expires_at = now() - interval '1 second'`
  await expect(acceptInvite(sql, guest, over.secret)).rejects.toThrow(refusal('secret_expired'))
})

test("an invite of one delegate cannot be taken back by another delegate's manager", async () => {
  const { sql } = database
  const ada = await memberOf(sql, network, 'Ada', 'manager')
  const bo = await person(sql, 'Bo')
  await sql`
    insert into membership (network_id, delegate_id, user_id, level, proof)
    values (${network}, ${who(1).id}, ${bo.userId}, 'manager', 'staff')`
  const other = await again(sql, bo.actor)
  const { id } = await invite(sql, ada, 'lab', 'delegate00', 'member')
  await expect(revokeInvite(sql, other, 'lab', 'delegate00', id)).rejects.toThrow(refusal('forbidden'))
  await expect(revokeInvite(sql, other, 'lab', 'delegate01', id)).rejects.toThrow(refusal('secret_unknown'))
})

test('an invite to less than what somebody has takes nothing away', async () => {
  const { sql } = database
  const ada = await memberOf(sql, network, 'Ada', 'manager')
  const { secret } = await invite(sql, ada, 'lab', 'delegate00', 'viewer')
  expect((await acceptInvite(sql, ada, secret)).level).toBe('manager')
})

test('the last manager stays: not demoted, not removed, does not leave; nor is one counted whose claim is marked', async () => {
  const { sql } = database
  const ada = await memberOf(sql, network, 'Ada', 'manager')
  const bo = await memberOf(sql, network, 'Bo', 'manager')
  await sql`update membership set stranger_at = now() where user_id = ${bo.userId}`
  await expect(level(sql, ada, ada, 'member')).rejects.toThrow(refusal('last_manager'))
  await expect(remove(sql, ada, ada)).rejects.toThrow(refusal('last_manager'))
  await expect(leaveDelegate(sql, ada, 'lab', 'delegate00')).rejects.toThrow(refusal('last_manager'))
  await expect(sql.begin((tx) => leaveEverywhere(tx, ada))).rejects.toThrow(refusal('last_manager'))
  await sql`update membership set stranger_at = null`
  await leaveDelegate(sql, ada, 'lab', 'delegate00')
  expect(await managers()).toBe(1)
  await sql.begin(async (tx) => (await leaveEverywhere(tx, bo))())
  expect(await managers()).toBe(0)
})

test('64 managers who leave, demote and remove one another at once leave exactly one', async () => {
  const { sql } = database
  const all = await Promise.all(
    Array.from({ length: 64 }, (_, n) => memberOf(sql, network, `manager ${n}`, 'manager')),
  )
  const pool = connect(database.url, { max: 32 })
  const results = await Promise.allSettled(
    all.map((one, n) => {
      const next = all[(n + 1) % all.length] ?? one
      if (n % 3 === 0) return leaveDelegate(pool, one, 'lab', 'delegate00')
      return n % 3 === 1 ? level(pool, one, next, 'viewer') : remove(pool, one, next)
    }),
  )
  expect(await managers()).toBeGreaterThanOrEqual(1)
  const left = await Promise.allSettled(all.map((one) => leaveDelegate(pool, one, 'lab', 'delegate00')))
  await pool.end()
  expect(await managers()).toBe(1)
  const codes = [...results, ...left].flatMap((result) =>
    result.status === 'rejected' ? [result.reason.code] : [],
  )
  expect([...new Set(codes)].sort()).toEqual(['forbidden', 'last_manager', 'member_not_found'])
  const done = [...results, ...left].filter(({ status }) => status === 'fulfilled')
  expect(await audited()).toHaveLength(done.length)
})

test('who was removed meanwhile changes nobody any more, whatever the session thought', async () => {
  const { sql } = database
  const ada = await memberOf(sql, network, 'Ada', 'manager')
  const bo = await memberOf(sql, network, 'Bo', 'manager')
  await remove(sql, ada, bo)
  await expect(remove(sql, bo, ada)).rejects.toThrow(refusal('forbidden'))
})

test.each(['nobody', '99999999-9999-4999-8999-999999999999'])('%s is no member', async (id) => {
  const ada = await memberOf(database.sql, network, 'Ada', 'manager')
  const change = changeLevel(database.sql, ada, 'lab', 'delegate00', id, 'viewer')
  await expect(change).rejects.toThrow(refusal('member_not_found'))
})
