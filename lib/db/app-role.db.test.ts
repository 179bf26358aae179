import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareAppRole } from './app-role.ts'
import { connect, type Sql } from './client.ts'
import { type TestDatabase, testDatabase } from './testing.ts'

const role = `app_${randomBytes(6).toString('hex')}` // roles are one for all databases of the server
let database: TestDatabase
let app: Sql
beforeAll(async () => {
  database = await testDatabase()
  await prepareAppRole(database.url, role) // again at every start
  app = connect(await prepareAppRole(database.url, role), { max: 2 })
  await insert(app, 1)
})
afterAll(async () => {
  await app.end()
  await database.sql.unsafe(`drop owned by ${role}; drop role ${role}`)
  await database.drop()
})

async function insert(sql: Sql, seq: number): Promise<void> {
  await sql`insert into audit_entry (seq, at, actor_kind, actor_id, action, subject_kind, subject_id, previous_hash, hash)
            values (${seq}, now(), 'worker', 'test', 'tested', 'x', '1', '', '')`
}

test.each([
  'update audit_entry set action = action',
  'delete from audit_entry',
  'truncate audit_entry',
  'alter table audit_entry disable trigger all',
  'drop trigger audit_entry_is_kept on audit_entry',
  'drop table audit_entry',
  'update audit_head set seq = 1',
  'delete from audit_head',
  'truncate audit_head',
  'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return old; end $$',
  'set session_replication_role = replica',
  'set role rollcall',
  'create table mine (id int)',
  'update _prisma_migrations set checksum = checksum',
  `alter role ${role} superuser`,
])('who serves and follows may not: %s', async (statement) => {
  await expect(app.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
})

test('it reads and adds to the audit log, and does all else that web and workers do', async () => {
  await insert(app, 2)
  expect(await app`select seq from audit_entry order by seq`).toHaveLength(2)
  await app`insert into app_user (name) values ('Ada')`
  await app`update app_user set name = 'Grace'`
  await app`delete from app_user`
  await app.begin((tx) => tx`select pg_advisory_xact_lock(1), pg_notify('rollcall', 'x')`)
  const { unlisten } = await app.listen('rollcall', () => undefined)
  await unlisten()
})

test('every table but the append-only ones may be written', async () => {
  const rows = await database.sql`
    select relname as name from pg_class
     where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and relname <> '_prisma_migrations'
       and not (has_table_privilege(${role}, oid, 'select') and has_table_privilege(${role}, oid, 'insert')
                and has_table_privilege(${role}, oid, 'update') and has_table_privilege(${role}, oid, 'delete'))
     order by 1`
  expect(rows.map(({ name }) => name)).toEqual(['audit_entry', 'audit_head'])
})
