import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { migrate } from './migrate.ts'
import { type TestDatabase, testDatabase } from './testing.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await testDatabase()
  folder = mkdtempSync(join(tmpdir(), 'rollcall-migrations-'))
})
beforeEach(() => database.sql`truncate _prisma_migrations`)
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await database.drop()
})

function write(name: string, text: string): void {
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, 'migration.sql'), text)
}

test('of two that start at once one applies each migration, the other none', async () => {
  write('1_table', 'create table one (id int); create table two (id int);')
  write(
    '2_index',
    '-- no transaction\ncreate index concurrently a on one (id);\ncreate index concurrently b on two (id);\n',
  )
  const applied = await Promise.all([migrate(database.url, folder), migrate(database.url, folder)])
  expect(applied.map((names) => names.length).sort()).toEqual([0, 2])
  await expect(migrate(database.url, folder)).resolves.toEqual([])
})

test('a failed migration leaves nothing of itself and is named', async () => {
  write('1_table', 'create table three (id int)')
  write('2_index', 'create table four (id int); create table four (id int);')
  const refusal = expect.objectContaining({ code: 'migration_failed', message: '2_index failed' })
  await expect(migrate(database.url, folder)).rejects.toEqual(refusal)
  const [row] = await database.sql`select to_regclass('four') as four, to_regclass('three') as three`
  expect(row).toEqual({ four: null, three: 'three' })
})

test('a migration edited after it was applied is refused', async () => {
  rmSync(join(folder, '2_index'), { recursive: true })
  write('1_table', 'create table five (id int)')
  await migrate(database.url, folder)
  write('1_table', 'create table five (id bigint)')
  await expect(migrate(database.url, folder)).rejects.toThrow('1_table was edited')
})
