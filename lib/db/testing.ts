import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { connect, type Sql } from './client.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated template on the server of this test run. */
    templateUrl: string
  }
}

export type TestDatabase = { readonly sql: Sql; readonly url: string; readonly drop: () => Promise<void> }

/** A migrated database of one's own: `beforeAll(async () => { database = await testDatabase() })`, `afterAll` drops it. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = new URL(inject('templateUrl'))
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const adminUrl = new URL('/postgres', template).href
  await administer(adminUrl, (admin) => {
    return admin`create database ${admin(name)} template ${admin(template.pathname.slice(1))} strategy file_copy`
  })
  const url = new URL(`/${name}`, template).href
  const sql = connect(url, { max: 4 })
  const drop = async (): Promise<void> => {
    await sql.end({ timeout: 5 })
    await administer(adminUrl, (admin) => admin`drop database ${admin(name)} with (force)`)
  }
  return { sql, url, drop }
}

async function administer(url: string, run: (admin: Sql) => PromiseLike<unknown>): Promise<void> {
  const admin = connect(url, { max: 1 })
  try {
    await run(admin)
  } finally {
    await admin.end({ timeout: 5 })
  }
}
