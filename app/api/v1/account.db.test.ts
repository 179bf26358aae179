import { afterEach, beforeEach, expect, test } from 'vitest'
import { askFirstAdmin, becomeFirstAdmin } from '#lib/auth/first-admin.service.ts'
import { issueSecret } from '#lib/auth/one-time-secret.service.ts'
import { RATE_LIMITS } from '#lib/auth/rate-limits.ts'
import { changeRoles, deleteMe } from '#lib/auth/users.service.ts'
import { connect } from '#lib/db/client.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { ask } from './testing/ask.ts'
import { seedNetwork, who } from './testing/network.ts'
import { memberOf, person } from './testing/people.ts'
import { sessionOf } from './testing/roles.ts'

const from = { address: '192.0.2.1', userAgent: 'a test', requestId: 'r' }
const refusal = (code: string) => expect.objectContaining({ code })

let database: TestDatabase
let network: number
beforeEach(async () => {
  database = await testDatabase()
  Object.assign(globalThis, { rollcallSql: database.sql })
  network = await seedNetwork(database.sql)
})
afterEach(() => database.drop())

async function actions(): Promise<string[]> {
  return (await database.sql`select action from audit_entry order by seq`).map(({ action }) => action)
}

test('of 64 who open the link of the first admin at once exactly one becomes it; then there is no link more', async () => {
  const { sql } = database
  const secret = (await askFirstAdmin(sql)) ?? ''
  const people = await Promise.all(Array.from({ length: 64 }, (_, index) => person(sql, `p${index}`)))
  const many = connect(database.url, { max: 16 })
  const tries = people.map(({ actor }) =>
    becomeFirstAdmin(many, actor, from, secret).then(
      () => 'admin',
      (error) => error.code,
    ),
  )
  const outcomes = Map.groupBy(await Promise.all(tries), (outcome) => outcome)
  await many.end()
  expect([outcomes.get('admin')?.length, outcomes.get('secret_used')?.length]).toEqual([1, 63])
  expect(await askFirstAdmin(sql)).toBeNull()
  expect(await actions()).toEqual(['became_first_admin'])
})

test('a second link that was printed before is worth nothing once there is an admin', async () => {
  const { sql } = database
  const [one, two] = [(await askFirstAdmin(sql)) ?? '', (await askFirstAdmin(sql)) ?? '']
  const [ada, bo] = [await person(sql, 'Ada'), await person(sql, 'Bo')]
  await becomeFirstAdmin(sql, ada.actor, from, one)
  await expect(becomeFirstAdmin(sql, bo.actor, from, two)).rejects.toThrow(refusal('admin_exists'))
})

test('the link of the first admin holds for an hour', async () => {
  const { sql } = database
  const ada = await person(sql, 'Ada')
  const secret = (await askFirstAdmin(sql)) ?? ''
  const [row] =
    await sql`select expires_at - created_at <= interval '1 hour' as is_short from one_time_secret`
  expect(row?.is_short).toBe(true)
  await sql`update one_time_secret set expires_at = now()`
  await expect(becomeFirstAdmin(sql, ada.actor, from, secret)).rejects.toThrow(refusal('secret_expired'))
})

test('of two admins who take the role from each other at once one stays', async () => {
  const { sql } = database
  const [ada, bo] = [await person(sql, 'Ada', ['admin']), await person(sql, 'Bo', ['admin'])]
  const outcomes = await Promise.allSettled([
    changeRoles(sql, ada.actor, from, bo.userId, []),
    changeRoles(sql, bo.actor, from, ada.userId, []),
  ])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const left = await sql`select id from app_user where 'admin' = any(roles)`
  expect(left).toHaveLength(1)
})

test('the last admin cannot delete the account; another can, and nothing of them stays but their deeds', async () => {
  const { sql } = database
  const ada = await person(sql, 'Ada Unmistakable', ['admin'])
  await expect(deleteMe(sql, ada.actor, from)).rejects.toThrow(refusal('last_admin'))
  await person(sql, 'Bo', ['admin'])
  await sql`insert into user_identity (kind, subject, user_id) values ('mail', 'ada@secret.test', ${ada.userId})`
  const { headers } = await sessionOf(sql, ada.userId)
  const kept = await ask('/me', { method: 'DELETE', headers, body: { confirm: 'yes' } })
  expect(kept.body).toMatchObject({ code: 'bad_body' })
  const gone = await ask('/me', { method: 'DELETE', headers, body: { confirm: 'delete my account' } })
  expect(gone.body).toEqual({ done: true })
  expect((await ask('/me', { headers })).body).toMatchObject({ user: null })
  const [all] = await sql`
    select (select jsonb_agg(to_jsonb(u)) from app_user u)::text || coalesce((select jsonb_agg(to_jsonb(i))
      from user_identity i)::text, '') as said`
  expect(all?.said).not.toMatch(/Unmistakable|ada@secret/)
  expect(await actions()).toEqual(['account_deleted'])
})

test("a delegate's last manager cannot delete the account while it has other members", async () => {
  const { sql } = database
  const manager = await memberOf(sql, network, 'Ada', 'manager')
  await memberOf(sql, network, 'Bo', 'viewer')
  await expect(deleteMe(sql, manager.actor, from)).rejects.toThrow(refusal('last_manager'))
  const rows = await sql`select level from membership where delegate_id = ${who(0).id} order by level`
  expect(rows.map(({ level }) => level)).toEqual(['manager', 'viewer'])
})

test('what somebody says of themself is kept, and only what the body names changes', async () => {
  const { sql } = database
  const { headers } = await sessionOf(sql, (await person(sql, 'Ada')).userId)
  const patch = async (body: unknown) => await ask('/me', { method: 'PATCH', headers, body })
  const contacts = [{ kind: 'mail', value: 'ada@example.test' }]
  await patch({ timeZone: 'Europe/Zurich', theme: 'dark', contacts })
  expect((await patch({ name: ' Ada L. ' })).body).toMatchObject({
    user: { name: 'Ada L.', timeZone: 'Europe/Zurich', theme: 'dark', contacts },
  })
  expect((await patch({ theme: null })).body).toMatchObject({
    user: { theme: null, timeZone: 'Europe/Zurich' },
  })
  for (const body of [{ timeZone: 'Mars/Olympus' }, { theme: 'pink' }, { roles: ['admin'] }, { name: '' }])
    expect((await patch(body)).body).toMatchObject({ code: 'bad_body' })
  const [entries] = await sql`select string_agg(after::text, '') as said from audit_entry`
  expect(entries?.said).not.toContain('ada@example.test')
})

test('sessions are listed, ended one by one, and all at once; never of another', async () => {
  const { sql } = database
  const [ada, bo] = [await person(sql, 'Ada'), await person(sql, 'Bo')]
  const [one, two, other] = [
    await sessionOf(sql, ada.userId),
    await sessionOf(sql, ada.userId),
    await sessionOf(sql, bo.userId),
  ]
  const asAda = { headers: one.headers }
  const { body } = await ask('/sessions', asAda)
  expect(body).toMatchObject({ items: { length: 2 } })
  const end = async (id: string) => (await ask(`/sessions/${id}`, { ...asAda, method: 'DELETE' })).status
  expect([await end(other.id), await end(two.id), await end(two.id), await end('x')]).toEqual([
    404, 200, 404, 404,
  ])
  expect((await ask('/sessions', { headers: two.headers })).status).toBe(401)
  expect((await ask('/sessions', { ...asAda, method: 'DELETE' })).status).toBe(200)
  expect((await ask('/sessions', asAda)).status).toBe(401)
  expect((await ask('/sessions', { headers: other.headers })).status).toBe(200)
})

test('too many from one address are refused until the window ends, one that others share counts apart', async () => {
  const asked = async (peer: string) =>
    await ask('/sign-in/nonce', {
      method: 'POST',
      headers: { host: 'localhost', 'x-rollcall-peer': peer },
      body: {},
    })
  const { perAddress, windowSeconds } = RATE_LIMITS.sign_in_ask
  const statuses = []
  for (let count = 0; count <= perAddress; count++) statuses.push((await asked('192.0.2.7')).status)
  // A window may end within the test; then there is one refusal less.
  const refused = statuses.filter((status) => status === 429).length
  expect(refused).toBeLessThanOrEqual(1)
  const last = await asked('192.0.2.7')
  if (refused === 1) {
    expect(last.body).toMatchObject({ code: 'rate_limited', status: 429 })
    const wait = Number(last.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(windowSeconds)
  }
  expect((await asked('192.0.2.8')).status).toBe(200)
})

test('nonces that ended long ago are forgotten', async () => {
  const { sql } = database
  const nonce = { purpose: 'sign_in', subject: {}, ttlSeconds: 1, createdBy: null } as const
  for (let count = 0; count < 3; count++) await issueSecret(sql, nonce)
  await sql`update one_time_secret set expires_at = now() - interval '2 days'`
  await issueSecret(sql, nonce)
  expect(await sql`select purpose from one_time_secret`).toHaveLength(1)
})
