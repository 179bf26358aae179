import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { record } from './audit.service.ts'
import { publishHead } from './heads.service.ts'
import { checkChain } from './verify.service.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
  for (let n = 1; n <= 6; n += 1) {
    const after = { n, share: 0.5, name: 'delegate', nothing: null, list: [1e30, 1e-9, -0] }
    const write = {
      action: 'tested',
      subject: { kind: 'node', id: `n${n}` },
      networkId: 1,
      delegateId: 'io1',
    }
    await record(database.sql, { kind: 'worker', name: 'a test' }, null, {
      ...write,
      before: { n: n - 1 },
      after,
    })
    if (n === 4) await publishHead(database.sql, 1, 100)
  }
})
afterEach(() => database.drop())

/** As a superuser who goes round the trigger. */
async function byHand(statement: string): Promise<void> {
  await database.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx.unsafe(statement)
  })
}

const hashOf = async (seq: number): Promise<Uint8Array> => {
  const [row] = await database.sql`select hash from audit_entry where seq = ${seq}`
  return row?.hash
}

test('a log that nobody touched is whole, also held against a head that was kept', async () => {
  const whole = { fault: null, head: { seq: 6, hash: await hashOf(6) } }
  expect(await checkChain(database.sql)).toMatchObject(whole)
  for (const seq of [2, null]) {
    expect(await checkChain(database.sql, { seq, hash: await hashOf(2) })).toMatchObject(whole)
  }
})

test.each([
  ["at = at + interval '1 ms'"],
  ["actor_kind = 'user'"],
  ["actor_id = 'a Test'"],
  ["action = 'Tested'"],
  ["subject_kind = 'nodf'"],
  ["subject_id = 'n4'"],
  ['network_id = 2'],
  ['network_id = null'],
  ["delegate_id = 'io2'"],
  ['delegate_id = null'],
  [`before = '{"n": 3}'`],
  [`before = '{"n": 2.0}'`],
  ["before = 'null'"],
  ['before = null'],
  [`after = jsonb_set(after, '{share}', '0.50')`],
  [`after = jsonb_set(after, '{name}', '"Delegate"')`],
  ["address = ''"],
  ["request_id = '1'"],
  ['hash = set_byte(hash, 31, get_byte(hash, 31) # 1)'],
  ['previous_hash = set_byte(previous_hash, 0, get_byte(previous_hash, 0) # 1)'],
])('one row where %s was changed by hand is named', async (change) => {
  await byHand(`update audit_entry set ${change} where seq = 3`)
  const { fault, head } = await checkChain(database.sql)
  expect(fault).toMatchObject({ kind: 'changed', seq: 3, detail: expect.stringContaining('entry 3 ') })
  expect(head.seq).toBe(2)
})

test.each([
  ['delete from audit_entry where seq <= 2', 'missing', 1, 'entries 1 to 2 are not there any more'],
  ['delete from audit_entry where seq = 3', 'missing', 3, 'entry 3 is not there any more'],
  ['delete from audit_entry where seq > 2', 'head_missing', 3, 'entries 3 to 4 are not there any more'],
  ['delete from audit_entry', 'head_missing', 1, 'entries 1 to 4 are not there any more'],
])('%s: the rows that are gone are named', async (statement, kind, seq, detail) => {
  await byHand(statement)
  expect((await checkChain(database.sql)).fault).toMatchObject({
    kind,
    seq,
    detail: expect.stringContaining(detail),
  })
})

test('rows cut off after the last published head, and heads with them, show against a head that was kept', async () => {
  const hash = await hashOf(6)
  await byHand('delete from audit_entry where seq > 3')
  await byHand('delete from audit_head')
  expect((await checkChain(database.sql)).fault).toBeNull()
  expect((await checkChain(database.sql, { seq: 6, hash })).fault).toMatchObject({
    kind: 'head_missing',
    seq: 4,
    detail: 'entries 4 to 6 are not there any more, though a head of them was published',
  })
  expect((await checkChain(database.sql, { seq: null, hash })).fault).toMatchObject({
    kind: 'head_missing',
    seq: 4,
  })
})

test('a log written anew as a whole differs from the heads that were published', async () => {
  await byHand('delete from audit_entry')
  for (let n = 1; n <= 6; n += 1)
    await record(database.sql, { kind: 'worker', name: 'forger' }, null, {
      action: 'tested',
      subject: { kind: 'node', id: `n${n}` },
    })
  expect((await checkChain(database.sql)).fault).toMatchObject({ kind: 'head_differs', seq: 4 })
})

test('a published head stays as it was first', async () => {
  await publishHead(database.sql, 1, 100)
  const [head] = await database.sql`select seq, hash from audit_head where network_id = 1 and epoch = 100`
  expect(head).toEqual({ seq: '4', hash: await hashOf(4) })
  for (const statement of ['update audit_head set seq = 1', 'delete from audit_head', 'truncate audit_head'])
    await expect(database.sql.unsafe(statement)).rejects.toThrow('append-only')
})
