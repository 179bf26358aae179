import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

test('the migrations make exactly what schema.prisma says', async () => {
  const diff = [
    'migrate',
    'diff',
    '--from-config-datasource',
    '--to-schema',
    'prisma/schema.prisma',
    '--script',
  ]
  const { stdout } = await promisify(execFile)('node_modules/.bin/prisma', diff, {
    // biome-ignore lint/style/noProcessEnv: what it starts needs PATH; nothing here is configuration.
    env: { ...process.env, DATABASE_URL: database.url },
  })
  expect(stdout.trim()).toBe('-- This is an empty migration.')
}, 60_000)
