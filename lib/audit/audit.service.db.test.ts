import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect } from '#lib/db/client.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { type AuditedWrite, record } from './audit.service.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.drop())

const user = {
  kind: 'user',
  userId: '11111111-1111-4111-8111-111111111111',
  name: 'Ada',
  roles: [],
  sessionId: 's',
  memberships: [],
} as const
const origin = { address: '192.0.2.7', userAgent: 'test', requestId: 'request-1' }
const write: AuditedWrite = { action: 'tested', subject: { kind: 'node', id: 'n1' } }

async function rows() {
  return await database.sql`select * from audit_entry order by seq`
}

test('keeps who, what, on what, before and after, and from where', async () => {
  await record(database.sql, user, origin, {
    ...write,
    networkId: 7,
    delegateId: 'io1',
    before: { votes: 10n ** 30n, gone: undefined },
    after: [1.5, null],
  })
  const [row] = await rows()
  expect(row).toMatchObject({
    seq: '1',
    actor_kind: 'user',
    actor_id: user.userId,
    action: 'tested',
    subject_kind: 'node',
    subject_id: 'n1',
    network_id: 7,
    delegate_id: 'io1',
    before: { votes: '1000000000000000000000000000000' },
    after: [1.5, null],
    address: '192.0.2.7',
    request_id: 'request-1',
    previous_hash: Buffer.alloc(32),
  })
})

test('an entry is kept if and only if the transaction it tells of is', async () => {
  const undone = database.sql.begin(async (tx) => {
    await record(tx, user, origin, write)
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await rows()).toEqual([])
})

test('64 writers at once, in and outside of transactions, leave one chain', async () => {
  const pool = connect(database.url, { max: 32 })
  const one = (n: number) => {
    const mine = { ...write, after: { n } }
    return n % 2 === 0 ? record(pool, user, null, mine) : pool.begin((tx) => record(tx, user, null, mine))
  }
  await Promise.all(Array.from({ length: 64 }, (_, n) => one(n)))
  await pool.end()
  const entries = await rows()
  expect(entries.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 64 }, (_, n) => n + 1))
  for (const [index, { previous_hash }] of entries.entries())
    expect(previous_hash).toEqual(entries[index - 1]?.hash ?? Buffer.alloc(32))
  expect(new Set(entries.map(({ after }) => after.n)).size).toBe(64)
})

test('what jsonb cannot hold is replaced; secrets are not kept', async () => {
  const token = 'rcl_ab12_0123456789abcdef'
  await record(database.sql, { kind: 'worker', name: 'close-epochs' }, null, {
    action: 'a\0b',
    subject: { kind: 'x', id: `in ${token}` },
    after: { text: 'a\0b\ud800', clientSecret: 's3cret', list: [`see ${token}`], password: null },
  })
  const [row] = await rows()
  expect(row).toMatchObject({
    action: 'a\ufffdb',
    subject_id: 'in [not kept]',
    after: { text: 'a\ufffdb\ufffd', clientSecret: '[not kept]', list: ['see [not kept]'], password: null },
  })
})

test.each(['update audit_entry set action = action', 'delete from audit_entry', 'truncate audit_entry'])(
  '%s is refused, even to the owner of the table',
  async (statement) => {
    await record(database.sql, user, origin, write)
    await expect(database.sql.unsafe(statement)).rejects.toThrow('append-only')
  },
)
