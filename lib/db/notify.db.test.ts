import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Change, listen, notify } from './notify.ts'
import { type TestDatabase, testDatabase } from './testing.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

test('a change is heard once its transaction commits, and what is not ours is not', async () => {
  const { sql } = database
  const heard: Change[] = []
  const all = new Promise<void>((resolve) => {
    void listen(sql, (change) => {
      heard.push(change)
      if (heard.length === 2) resolve()
    }).then(async () => {
      await sql`select pg_notify('rollcall', 'not json')`
      await sql.begin(async (tx) => {
        await notify(tx, 'a', 'block', 440)
        await notify(tx, 'a', 'state')
      })
    })
  })
  await all
  expect(heard).toEqual([
    { network: 'a', what: 'block', height: 440 },
    { network: 'a', what: 'state' },
  ])
})
