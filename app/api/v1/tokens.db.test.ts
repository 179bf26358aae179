import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkChain } from '#lib/audit/verify.service.ts'
import { makeToken, ownTokens, revokeToken, rotateToken, tokensOfDelegate } from '#lib/auth/tokens.service.ts'
import { NewToken } from '#lib/auth/tokens.ts'
import { connect, type Sql } from '#lib/db/client.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { getSpace } from '#lib/delegates/space.service.ts'
import { registerNode, removeNode } from '#lib/nodes/registry.service.ts'
import { NodeBody } from '#lib/nodes/registry.ts'
import { ask } from './testing/ask.ts'
import { seedNetwork, who } from './testing/network.ts'
import { memberOf, person } from './testing/people.ts'

let database: TestDatabase
let network: number
let sql: Sql
const shared = globalThis as { rollcallSql?: Sql }
beforeEach(async () => {
  database = await testDatabase()
  sql = database.sql
  shared.rollcallSql = sql
  network = await seedNetwork(sql)
})
afterEach(async () => {
  delete shared.rollcallSql
  await database.drop()
})

const ALL = { limit: 200, cursor: null }
const NODES = '/networks/lab/delegates/delegate00/nodes'
const refusal = (code: string) => expect.objectContaining({ code })
const space = (delegate = 'delegate00') => getSpace(sql, 'lab', delegate)
const asked = (more: object = {}) => NewToken.parse({ name: 'ci', scopes: ['read'], ...more })

/** What the API answers to this token: its status, and the code of a refusal. */
async function answered(token: string, path = NODES): Promise<string> {
  const { status, body } = await ask(path, { headers: { authorization: `Bearer ${token}` } })
  return status === 200 ? '200' : `${status} ${(body as { code: string }).code}`
}

test('a token is shown once: neither lists nor the database nor the audit log hold it', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const made = await makeToken(sql, ada, await space(), asked())
  expect(made.token).toMatch(/^rcl_[a-z0-9]{8}_[\w-]{43}$/)
  expect(Date.parse(made.expiresAt) - Date.parse(made.createdAt)).toBe(90 * 86_400_000)
  const { token, ...shown } = made
  expect((await tokensOfDelegate(sql, ada, await space(), ALL)).items).toEqual([shown])
  expect((await ownTokens(sql, ada, ALL)).items).toEqual([shown])
  const rows = JSON.stringify([await sql`select * from api_token`, await sql`select * from audit_entry`])
  expect(rows).not.toContain(token)
  expect(rows).not.toContain(token.slice(13))
})

test('a token does what its scopes and its delegate allow, and nothing else', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const node = await registerNode(sql, ada, await space(), NodeBody.parse({ name: 'a', kind: 'active' }))
  const read = await makeToken(sql, ada, await space(), asked())
  const metrics = await makeToken(sql, ada, await space(), asked({ scopes: ['metrics:write'] }))
  const ofNode = await makeToken(sql, ada, await space(), asked({ nodeId: node.id }))
  expect(await answered(read.token)).toBe('200')
  expect(await answered(read.token, `${NODES}/${node.id}`)).toBe('200')
  expect(await answered(read.token, '/networks/lab/delegates/delegate01/nodes')).toBe('403 forbidden')
  expect(await answered(read.token, '/networks/lab/delegates/delegate00/tokens')).toBe('403 forbidden')
  expect(await answered(read.token, '/tokens')).toBe('403 forbidden')
  expect(await answered(metrics.token)).toBe('403 forbidden')
  expect(await answered(ofNode.token, `${NODES}/${node.id}`)).toBe('200')
  expect(await answered(ofNode.token)).toBe('403 forbidden')
  expect(await answered(`${read.token.slice(0, -4)}AAAA`)).toBe('401 bad_token')
  expect(await answered('rcl_no')).toBe('401 bad_token')
  await sql`update api_token set expires_at = now() where id = ${read.id}`
  expect(await answered(read.token)).toBe('401 token_expired')
})

test('a revoked token is refused at once, also by another process', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const { token, id } = await makeToken(sql, ada, await space(), asked())
  expect(await answered(token)).toBe('200')
  const elsewhere = connect(database.url, { max: 1 })
  await revokeToken(elsewhere, ada, id)
  await elsewhere.end()
  expect(await answered(token)).toBe('401 token_revoked')
  await expect(revokeToken(sql, ada, id)).rejects.toThrow(refusal('token_over'))
  await expect(rotateToken(sql, ada, id)).rejects.toThrow(refusal('token_over'))
})

test('after a rotation both work for a day; the new one lasts as long as the old one was made for', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const old = await makeToken(sql, ada, await space(), asked({ days: 30 }))
  const next = await rotateToken(sql, ada, old.id)
  expect(await answered(old.token)).toBe('200')
  expect(await answered(next.token)).toBe('200')
  const { items } = await ownTokens(sql, ada, ALL)
  const [first, second] = [old, next].map((made) => items.find(({ id }) => id === made.id))
  expect(first).toMatchObject({ state: 'replaced', replacedBy: next.id })
  expect((Date.parse(first?.expiresAt ?? '') - Date.now()) / 3_600_000).toBeCloseTo(24, 1)
  expect((Date.parse(second?.expiresAt ?? '') - Date.now()) / 86_400_000).toBeCloseTo(30, 1)
  await expect(rotateToken(sql, ada, old.id)).rejects.toThrow(refusal('token_over'))
  await sql`update api_token set expires_at = now() where id = ${old.id}`
  expect([await answered(old.token), await answered(next.token)]).toEqual(['401 token_expired', '200'])
})

test('of 64 who rotate a token at once one does, and the audit log tells of that one', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const { id } = await makeToken(sql, ada, await space(), asked())
  const pool = connect(database.url, { max: 32 })
  const results = await Promise.allSettled(Array.from({ length: 64 }, () => rotateToken(pool, ada, id)))
  await pool.end()
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
  expect(new Set(codes)).toEqual(new Set(['token_over']))
  expect(await sql`select from api_token`).toHaveLength(2)
  const entries = await sql`select action from audit_entry order by seq`
  expect(entries.map(({ action }) => action)).toEqual(['token_made', 'token_rotated'])
  expect((await checkChain(sql)).fault).toBeNull()
})

test('a token is worth nothing once its maker, or its node, has left', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const { token } = await makeToken(sql, ada, await space(), asked())
  const set = (change: object) => sql`update membership set ${sql(change)} where user_id = ${ada.userId}`
  await set({ level: 'viewer' })
  expect(await answered(token)).toBe('401 token_revoked')
  await set({ level: 'member', stranger_at: new Date(Date.now() - 23.9 * 3_600_000) })
  expect(await answered(token)).toBe('200')
  await set({ stranger_at: new Date(Date.now() - 24 * 3_600_000) })
  expect(await answered(token)).toBe('401 token_revoked')
  await set({ stranger_at: null })
  await sql`update app_user set deleted_at = now() where id = ${ada.userId}`
  expect(await answered(token)).toBe('401 token_revoked')
  await sql`update app_user set deleted_at = null where id = ${ada.userId}`
  expect(await answered(token)).toBe('200')
  const node = await registerNode(sql, ada, await space(), NodeBody.parse({ name: 'a', kind: 'active' }))
  const ofNode = await makeToken(sql, ada, await space(), asked({ nodeId: node.id }))
  await removeNode(sql, ada, await space(), node.id)
  expect(await answered(ofNode.token, `${NODES}/${node.id}`)).toBe('401 token_revoked')
})

test('who may make, see, rotate and revoke', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const mia = await memberOf(sql, network, 'Mia', 'member')
  const vic = await memberOf(sql, network, 'Vic', 'viewer')
  const sam = await person(sql, 'Sam', ['staff'])
  const out = await person(sql, 'Out')
  const { id } = await makeToken(sql, ada, await space(), asked())
  for (const who of [vic, sam, out])
    await expect(makeToken(sql, who, await space(), asked())).rejects.toThrow(refusal('forbidden'))
  for (const who of [vic, out])
    await expect(tokensOfDelegate(sql, who, await space(), ALL)).rejects.toThrow(refusal('forbidden'))
  expect((await tokensOfDelegate(sql, sam, await space(), ALL)).items).toHaveLength(1)
  expect((await ownTokens(sql, mia, ALL)).items).toEqual([])
  await expect(revokeToken(sql, sam, id)).rejects.toThrow(refusal('forbidden'))
  await expect(rotateToken(sql, sam, id)).rejects.toThrow(refusal('forbidden'))
  for (const who of [vic, out]) {
    await expect(revokeToken(sql, who, id)).rejects.toThrow(refusal('token_not_found'))
    await expect(rotateToken(sql, who, id)).rejects.toThrow(refusal('token_not_found'))
  }
  await expect(revokeToken(sql, ada, 'x')).rejects.toThrow(refusal('token_not_found'))
  const next = await rotateToken(sql, mia, id)
  expect(next.createdBy).toEqual({ id: mia.userId, name: 'Mia' })
  await revokeToken(sql, ada, next.id)
})

test("a token is never for another delegate's node", async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const [other] = await sql<{ id: string }[]>`
    insert into node (network_id, delegate_id, name, kind, operators, addresses)
    values (${network}, ${who(1).id}, 'theirs', 'active', '{}', '{}') returning id`
  const wanted = asked({ scopes: ['heartbeat:write'], nodeId: other?.id })
  await expect(makeToken(sql, ada, await space(), wanted)).rejects.toThrow(refusal('node_not_found'))
  expect(await sql`select from api_token`).toHaveLength(0)
})

test('a use is noted, at most once a minute', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const { token, id, lastUsedAt } = await makeToken(sql, ada, await space(), asked())
  const used = async () => (await sql`select last_used_at from api_token where id = ${id}`)[0]?.last_used_at
  expect(lastUsedAt).toBeNull()
  await answered(token)
  const first = await used()
  await answered(token)
  expect(await used()).toEqual(first)
  await sql`update api_token set last_used_at = now() - interval '61 seconds' where id = ${id}`
  await answered(token)
  expect((await used()).getTime()).toBeGreaterThanOrEqual(first.getTime())
})

test('lists read a page at a time, the newest first', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  for (const name of ['a', 'b', 'c']) await makeToken(sql, ada, await space(), asked({ name }))
  const first = await ownTokens(sql, ada, { limit: 2, cursor: null })
  const second = await ownTokens(sql, ada, { limit: 2, cursor: first.nextCursor })
  expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['c', 'b', 'a'])
  expect(second.nextCursor).toBeNull()
})
