import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { connect, type Sql } from '#lib/db/client.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { getSpace } from '#lib/delegates/space.service.ts'
import { openDoor } from '#lib/nodes/door.client.ts'
import { enrolAgent, issueEnrolment, revokeAgentKeys } from '#lib/nodes/enrol.service.ts'
import { changeNode, nodePage, nodeView, registerNode, removeNode } from '#lib/nodes/registry.service.ts'
import { NODES_MAX, NodeBody } from '#lib/nodes/registry.ts'
import { tryNode } from '#lib/nodes/registry-try.service.ts'
import { listening } from '#lib/nodes/testing.client.ts'
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
const NOBODY = { actor: { kind: 'nobody' }, origin: null } as const
const refusal = (code: string) => expect.objectContaining({ code })
const space = (delegate = 'delegate00') => getSpace(sql, 'lab', delegate)
const body = (name: string, more: object = {}) => NodeBody.parse({ name, kind: 'active', ...more })
const audited = async () =>
  (await sql`select action from audit_entry order by seq`).map(({ action }) => action)

function publicKey(): string {
  return generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x ?? ''
}

async function codesOf(attempts: readonly Promise<unknown>[]) {
  const results = await Promise.allSettled(attempts)
  return {
    won: results.filter(({ status }) => status === 'fulfilled').length,
    codes: [...new Set(results.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : [])))],
  }
}

test('a machine is registered, changed and removed, and each is told in the audit log', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const { id } = await registerNode(sql, ada, await space(), body('tokyo', { operators: [who(0).operator] }))
  expect(await nodeView(sql, ada, await space(), id)).toMatchObject({
    ...{ name: 'tokyo', kind: 'active', operators: [who(0).operator] },
    ...{ found: null, testedAt: null, notices: [], keys: [] },
  })
  await changeNode(sql, ada, await space(), id, body('osaka', { kind: 'standby' }))
  expect((await nodePage(sql, ada, await space(), ALL)).items).toMatchObject([
    { name: 'osaka', kind: 'standby' },
  ])
  await removeNode(sql, ada, await space(), id)
  expect((await nodePage(sql, ada, await space(), ALL)).items).toEqual([])
  for (const gone of [id, 'x', who(0).id])
    await expect(nodeView(sql, ada, await space(), gone)).rejects.toThrow(refusal('node_not_found'))
  expect(await audited()).toEqual(['node_registered', 'node_changed', 'node_removed'])
  const [change] = await sql`select before, after, delegate_id from audit_entry where action = 'node_changed'`
  expect(change).toMatchObject({
    before: { name: 'tokyo' },
    after: { name: 'osaka' },
    delegate_id: who(0).id,
  })
})

test('who sees machines, and who changes them', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const vic = await memberOf(sql, network, 'Vic', 'viewer')
  const sam = await person(sql, 'Sam', ['staff'])
  const out = await person(sql, 'Out')
  const addresses = { grpc: 'node.example:14014' }
  const { id } = await registerNode(sql, ada, await space(), body('tokyo', { addresses }))
  for (const reader of [ada, vic, sam])
    expect((await nodeView(sql, reader, await space(), id)).addresses).toMatchObject(addresses)
  await expect(nodePage(sql, out, await space(), ALL)).rejects.toThrow(refusal('forbidden'))
  await expect(nodePage(sql, NOBODY, await space(), ALL)).rejects.toThrow(refusal('not_signed_in'))
  const at = await space()
  for (const writer of [vic, sam, out]) {
    const writes = [
      registerNode(sql, writer, at, body('other')),
      changeNode(sql, writer, at, id, body('other')),
      removeNode(sql, writer, at, id),
      tryNode(sql, writer, at, id),
      issueEnrolment(sql, writer, at, id),
      revokeAgentKeys(sql, writer, at, id),
    ]
    expect(await codesOf(writes)).toEqual({ won: 0, codes: ['forbidden'] })
  }
})

test("another delegate's machine is not found, however its id became known", async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const [theirs] = await sql<{ id: string }[]>`
    insert into node (network_id, delegate_id, name, kind, operators, addresses)
    values (${network}, ${who(1).id}, 'theirs', 'active', '{}', '{}') returning id`
  const id = theirs?.id ?? ''
  const at = await space()
  const attempts = [
    nodeView(sql, ada, at, id),
    changeNode(sql, ada, at, id, body('mine')),
    removeNode(sql, ada, at, id),
    tryNode(sql, ada, at, id),
    issueEnrolment(sql, ada, at, id),
  ]
  expect(await codesOf(attempts)).toEqual({ won: 0, codes: ['node_not_found'] })
  await expect(nodeView(sql, ada, await space('delegate01'), id)).rejects.toThrow(refusal('forbidden'))
})

test('of 64 who register one name at once one does', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const at = await space()
  const pool = connect(database.url, { max: 32 })
  const attempts = Array.from({ length: 64 }, () => registerNode(pool, ada, at, body('tokyo')))
  expect(await codesOf(attempts)).toEqual({ won: 1, codes: ['node_name_taken'] })
  await pool.end()
  expect(await audited()).toEqual(['node_registered'])
})

test(`a delegate has ${NODES_MAX} machines at most`, async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  await sql`
    insert into node (network_id, delegate_id, name, kind, operators, addresses)
    select ${network}, ${who(0).id}, 'n' || n, 'archive', '{}', '{}' from generate_series(1, ${NODES_MAX}) n`
  await expect(registerNode(sql, ada, await space(), body('more'))).rejects.toThrow(refusal('too_many_nodes'))
})

test('two active machines with one key are told of each other', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const operators = [who(0).operator]
  await registerNode(sql, ada, await space(), body('one', { operators }))
  const { id } = await registerNode(sql, ada, await space(), body('two', { operators }))
  const codes = async () =>
    (await nodePage(sql, ada, await space(), ALL)).items.map(({ notices }) => notices.map(({ code }) => code))
  expect(await codes()).toEqual([['two_active'], ['two_active']])
  await changeNode(sql, ada, await space(), id, body('two', { operators, kind: 'standby' }))
  expect(await codes()).toEqual([['standby'], ['standby']])
})

test('what is found is kept until the addresses change', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const server = createServer((_request, response) =>
    response.end('{"jsonrpc":"2.0","id":1,"result":"0x1b8"}'),
  )
  onTestFinished(() => void server.close())
  const addresses = { jsonrpc: `http://127.0.0.1:${await listening(server)}` }
  const { id } = await registerNode(sql, ada, await space(), body('tokyo', { addresses }))
  await tryNode(sql, ada, await space(), id, openDoor(['127.0.0.0/8']))
  const found = { height: 440, network: 'unknown' }
  expect(await nodeView(sql, ada, await space(), id)).toMatchObject({ found, testedAt: expect.any(String) })
  await changeNode(sql, ada, await space(), id, body('osaka', { addresses }))
  expect(await nodeView(sql, ada, await space(), id)).toMatchObject({ found })
  await changeNode(sql, ada, await space(), id, body('osaka'))
  expect(await nodeView(sql, ada, await space(), id)).toMatchObject({ found: null, testedAt: null })
  // Without a word from whoever runs Rollcall nothing private is called.
  await changeNode(sql, ada, await space(), id, body('osaka', { addresses }))
  await tryNode(sql, ada, await space(), id)
  const refused = { jsonrpc: { ok: false, reason: 'private_address' } }
  expect(await nodeView(sql, ada, await space(), id)).toMatchObject({ found: { addresses: refused } })
})

test('an agent enrols once with its code, over the API; its key replaces the one before', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const { id } = await registerNode(sql, ada, await space(), body('tokyo'))
  const enrolling = async (code: string, key: string) =>
    ask('/enrol', { method: 'POST', body: { code, publicKey: key } })
  const first = await issueEnrolment(sql, ada, await space(), id)
  const key = publicKey()
  const enrolled = { nodeId: id, name: 'tokyo', network: 'lab', delegateId: who(0).id, publicKey: key }
  expect(await enrolling(first.code, key)).toMatchObject({ status: 200, body: enrolled })
  expect(await enrolling(first.code, key)).toMatchObject({ status: 409, body: { code: 'secret_used' } })
  expect(await enrolling('0'.repeat(64), key)).toMatchObject({
    status: 404,
    body: { code: 'secret_unknown' },
  })
  const { code } = await issueEnrolment(sql, ada, await space(), id)
  expect(await enrolling(code, key)).toMatchObject({ status: 409, body: { code: 'key_known' } })
  const other = publicKey()
  expect(await enrolling(code, other)).toMatchObject({ status: 200 })
  expect((await nodeView(sql, ada, await space(), id)).keys).toMatchObject([{ publicKey: other }])
  await revokeAgentKeys(sql, ada, await space(), id)
  expect((await nodeView(sql, ada, await space(), id)).keys).toEqual([])
  const rows = JSON.stringify([
    await sql`select * from one_time_secret`,
    await sql`select * from audit_entry`,
  ])
  expect(rows).not.toContain(first.code)
})

test('of 64 agents with one code one enrols', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const { id } = await registerNode(sql, ada, await space(), body('tokyo'))
  const { code } = await issueEnrolment(sql, ada, await space(), id)
  const pool = connect(database.url, { max: 32 })
  const attempts = Array.from({ length: 64 }, () =>
    enrolAgent(pool, NOBODY, { code, publicKey: publicKey() }),
  )
  expect(await codesOf(attempts)).toEqual({ won: 1, codes: ['secret_used'] })
  await pool.end()
  expect(await sql`select from node_key`).toHaveLength(1)
})

test('a code that was replaced, is over, or whose machine was removed opens nothing', async () => {
  const ada = await memberOf(sql, network, 'Ada', 'member')
  const { id } = await registerNode(sql, ada, await space(), body('tokyo'))
  const enrol = (code: string, key = publicKey()) => enrolAgent(sql, NOBODY, { code, publicKey: key })
  const replaced = await issueEnrolment(sql, ada, await space(), id)
  const over = await issueEnrolment(sql, ada, await space(), id)
  await expect(enrol(replaced.code)).rejects.toThrow(refusal('secret_revoked'))
  await sql`update one_time_secret set expires_at = now() where revoked_at is null`
  await expect(enrol(over.code)).rejects.toThrow(refusal('secret_expired'))
  const { code } = await issueEnrolment(sql, ada, await space(), id)
  // The neutral point: a signature by nobody would fit it.
  const weak = Buffer.from(`01${'00'.repeat(30)}80`, 'hex').toString('base64url')
  await expect(enrol(code, weak)).rejects.toThrow(refusal('bad_public_key'))
  await removeNode(sql, ada, await space(), id)
  await expect(enrol(code)).rejects.toThrow(refusal('node_not_found'))
  expect(await sql`select from node_key`).toHaveLength(0)
})
