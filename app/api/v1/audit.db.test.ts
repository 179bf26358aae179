import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { record } from '#lib/audit/audit.service.ts'
import { canonicalJson } from '#lib/audit/canonical-json.ts'
import { auditCheck } from '#lib/audit/check.service.ts'
import { publishHead } from '#lib/audit/heads.service.ts'
import { auditLines, auditPage } from '#lib/audit/log.service.ts'
import type { Actor } from '#lib/auth/actor.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { ask } from './testing/ask.ts'
import { seedNetwork, who } from './testing/network.ts'
import { memberOf, person } from './testing/people.ts'

type Person = Awaited<ReturnType<typeof person>>

let database: TestDatabase
let staff: Person
let member: Person
let stranger: Person
beforeAll(async () => {
  database = await testDatabase()
  const { sql } = database
  Object.assign(globalThis, { rollcallSql: sql })
  const networkId = await seedNetwork(sql)
  staff = await person(sql, 'Sam', ['staff'])
  member = await memberOf(sql, networkId, 'Ada', 'viewer')
  stranger = await person(sql, 'Bo')
  const write = (actor: Actor, id: string, delegateId: string | null, network: number | null) => {
    const origin = { address: `192.0.2.${id}`, userAgent: 'x', requestId: `r${id}` }
    const subject = { kind: 'node', id }
    return record(sql, actor, origin, { action: 'tested', subject, networkId: network, delegateId })
  }
  await publishHead(sql, networkId, 1)
  await write(staff.actor, '1', who(0).id, networkId)
  await write(staff.actor, '2', who(1).id, networkId)
  await write(member.actor, '3', null, null)
  await write(member.actor, '4', who(0).id, networkId)
  await write(stranger.actor, '5', null, null)
  await publishHead(sql, networkId, 2)
  // The same candidate id on another network is another delegate.
  await write(stranger.actor, '6', who(0).id, networkId + 1)
})
afterAll(() => database.drop())

const ALL = { limit: 200, cursor: null }

async function seen(by: Person, query = {}): Promise<string[]> {
  return (await auditPage(database.sql, by.actor, query, ALL)).items.map(({ subject }) => subject.id)
}

test('staff see everything; members what touched their delegates, and everybody what they did', async () => {
  expect(await seen(staff)).toEqual(['6', '5', '4', '3', '2', '1'])
  expect(await seen(member)).toEqual(['4', '3', '1'])
  expect(await seen(stranger)).toEqual(['6', '5'])
})

test('one delegate, one actor: for those who may', async () => {
  const first = { network: 'lab', delegate: 'delegate00' }
  expect(await seen(staff, first)).toEqual(['4', '1'])
  expect(await seen(member, first)).toEqual(['4', '1'])
  expect(await seen(staff, { actor: member.userId })).toEqual(['4', '3'])
  expect(await seen(member, { actor: member.userId })).toEqual(['4', '3'])
  const refusal = expect.objectContaining({ code: 'forbidden' })
  await expect(seen(stranger, first)).rejects.toThrow(refusal)
  await expect(seen(member, { network: 'lab', delegate: 'delegate01' })).rejects.toThrow(refusal)
  await expect(seen(member, { actor: staff.userId })).rejects.toThrow(refusal)
  await expect(auditPage(database.sql, { kind: 'nobody' }, {}, ALL)).rejects.toThrow(
    expect.objectContaining({ code: 'not_signed_in' }),
  )
})

test.each([
  [{ network: 'lab' }, 'bad_parameter'],
  [{ delegate: 'delegate00' }, 'bad_parameter'],
  [{ network: 'lab', delegate: 'delegate00', actor: 'x' }, 'bad_parameter'],
  [{ network: 'nowhere', delegate: 'delegate00' }, 'network_not_found'],
  [{ network: 'lab', delegate: 'nobody' }, 'delegate_not_found'],
])('%j is refused with %s', async (query, code) => {
  await expect(seen(staff, query)).rejects.toThrow(expect.objectContaining({ code }))
})

test('an actor that is no id has done nothing', async () => {
  for (const actor of ['', 'a\0b', "';--", 'a'.repeat(5000)]) expect(await seen(staff, { actor })).toEqual([])
})

test('who did it is named; from where others wrote is for staff alone', async () => {
  const page = await auditPage(database.sql, member.actor, {}, ALL)
  expect(page.items[0]).toMatchObject({
    ...{ seq: 4, actor: { kind: 'user', name: 'Ada' }, network: 'lab', delegateId: who(0).id },
    ...{ address: '192.0.2.4', requestId: 'r4' },
  })
  expect(page.items[2]).toMatchObject({ actor: { name: 'Sam' }, address: null, requestId: null })
  const all = await auditPage(database.sql, staff.actor, {}, ALL)
  expect(all.items.every(({ address }) => address?.startsWith('192.0.2.'))).toBe(true)
})

test('pages follow one another without gap or overlap', async () => {
  const pages: string[] = []
  let cursor: string | null = null
  do {
    const page = await auditPage(database.sql, member.actor, {}, { limit: 2, cursor })
    pages.push(page.items.map(({ subject }) => subject.id).join())
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(pages).toEqual(['4,3', '1'])
})

async function lines(by: Person): Promise<Record<string, unknown>[]> {
  let text = ''
  for await (const part of await auditLines(database.sql, by.actor, {})) text += part
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

test('whoever has the export of staff can check the chain alone', async () => {
  let previous = '0'.repeat(64)
  const exported = await lines(staff)
  for (const { hash, ...rest } of exported) {
    expect(rest.previousHash).toBe(previous)
    expect(createHash('sha256').update(canonicalJson(rest)).digest('hex')).toBe(hash)
    previous = String(hash)
  }
  expect(exported.map(({ subjectId }) => subjectId)).toEqual(['1', '2', '3', '4', '5', '6'])
})

test('a member exports what they see', async () => {
  const exported = await lines(member)
  expect(exported.map(({ subjectId, address }) => [subjectId, address])).toEqual([
    ['1', null],
    ['3', '192.0.2.3'],
    ['4', '192.0.2.4'],
  ])
})

test('where the log stands, now and at the end of epochs, is public', async () => {
  const [row] = await database.sql`
    select max(encode(hash, 'hex')) filter (where seq = 5) as fifth,
           max(encode(hash, 'hex')) filter (where seq = 6) as sixth
      from audit_entry`
  expect((await ask('/audit/head')).body).toEqual({ seq: 6, hash: row?.sixth })
  const first = await ask('/networks/lab/audit-heads?limit=1')
  expect(first.body).toMatchObject({ items: [{ epoch: 2, seq: 5, hash: row?.fifth }] })
  const { nextCursor } = first.body as { nextCursor: string }
  expect((await ask(`/networks/lab/audit-heads?cursor=${nextCursor}`)).body).toMatchObject({
    items: [{ epoch: 1, seq: 0, hash: '0'.repeat(64) }],
    nextCursor: null,
  })
  expect((await ask('/networks/lab/audit-heads?cursor=x')).body).toMatchObject({ code: 'bad_cursor' })
})

test.each(['/audit', '/audit/export', '/audit/check'])(
  '%s is not for those who did not sign in',
  async (path) => {
    expect((await ask(path)).body).toMatchObject({ code: 'not_signed_in' })
  },
)

test('a check of the log is shared by those who ask within a minute', async () => {
  const checks = await Promise.all([auditCheck(database.sql), auditCheck(database.sql)])
  expect(checks[0]).toMatchObject({ whole: true, fault: null, head: { seq: 6 } })
  expect(checks[1]).toEqual(checks[0])
})

test('heads come as a feed too', async () => {
  const { status, body } = await ask('/networks/lab/audit-heads.atom')
  expect(status).toBe(200)
  expect(String(body).match(/<title>lab, epoch \d: \d:[0-9a-f]{64}<\/title>/g)).toHaveLength(2)
  expect((await ask('/networks/nowhere/audit-heads.atom')).body).toMatchObject({ code: 'network_not_found' })
})
