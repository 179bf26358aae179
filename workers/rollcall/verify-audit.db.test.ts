import { afterAll, beforeAll, expect, test } from 'vitest'
import { record } from '#lib/audit/audit.service.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { verifyAudit } from './verify-audit.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  for (const id of ['1', '2', '3'])
    await record(database.sql, { kind: 'worker', name: 'test' }, null, {
      action: 'tested',
      subject: { kind: 'node', id },
    })
})
afterAll(() => database.drop())

async function said(...args: string[]): Promise<[boolean, string]> {
  const lines: string[] = []
  const isWhole = await verifyAudit(args, database.sql, (line) => void lines.push(line))
  return [isWhole, lines.join('\n')]
}

async function headNow(): Promise<string> {
  const [row] =
    await database.sql`select encode(hash, 'hex') as hash from audit_entry order by seq desc limit 1`
  return row?.hash
}

test('says that the log is whole, then which row was changed, then which were cut off', async () => {
  const head = await headNow()
  const whole = `The audit log is whole: 3 entries.\nIts head is 3:${head}`
  expect(await said()).toEqual([true, whole])
  expect(await said('--head', head)).toEqual([true, whole])
  await database.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`delete from audit_entry where seq = 3`
  })
  expect((await said())[0]).toBe(true)
  const gone =
    'The audit log is BROKEN (head_missing): entry 3 is not there any more, though a head of them was published.'
  expect(await said('--head', `3:${head}`)).toEqual([false, expect.stringContaining(gone)])
  expect(await said('--head', head)).toEqual([false, expect.stringContaining('entries after 2 were removed')])
  await database.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`update audit_entry set subject_id = '0' where seq = 2`
  })
  expect(await said()).toEqual([false, expect.stringContaining('BROKEN (changed): entry 2 was changed')])
})

test.each([
  [['--head', 'abc'], '"abc" is no hash.'],
  [['--hash', 'abc'], "Unknown option '--hash'"],
  [['now'], 'Unexpected argument'],
])('%j is refused', async (args, sentence) => {
  await expect(said(...args)).rejects.toThrow(sentence)
})
