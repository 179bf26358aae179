import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Permission } from '#lib/auth/permissions.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { METHODS } from '#lib/http/api-route.ts'
import { API_ROUTES } from '#lib/http/api-table.ts'
import { ask } from './testing/ask.ts'
import { seedNetwork } from './testing/network.ts'
import { giveKeys } from './testing/people.ts'
import { ASKERS, type Asker, askers } from './testing/roles.ts'

let database: TestDatabase
let headersOf: ReadonlyMap<Asker, Readonly<Record<string, string>>>
beforeAll(async () => {
  database = await testDatabase()
  Object.assign(globalThis, { rollcallSql: database.sql })
  const network = await seedNetwork(database.sql)
  await giveKeys(database.sql, network)
  headersOf = await askers(database.sql, network)
})
afterAll(() => database.drop())

const PEOPLE = [
  'guest',
  'viewer',
  'member',
  'manager',
  'other_manager',
  'organizer',
  'staff',
  'admin',
] as const
const STAFF = ['staff', 'admin'] as const
const MEMBERS = ['viewer', 'member', 'manager'] as const

/**
 * Written by hand, apart from the table in lib/auth/permissions.ts that the product asks: who is let in where a route
 * declares this, asked about delegate00.
 */
const LET_IN: Readonly<Record<Permission, readonly Asker[]>> = {
  read_public: ASKERS,
  read_self: ASKERS,
  sign_in: ASKERS,
  enrol_node: ASKERS,
  read_own_account: PEOPLE,
  change_own_account: PEOPLE,
  become_first_admin: PEOPLE,
  accept_invite: PEOPLE,
  claim_delegate: PEOPLE,
  read_audit: PEOPLE,
  read_all_audit: STAFF,
  read_users: ['admin'],
  change_roles: ['admin'],
  approve_claim: STAFF,
  change_network: STAFF,
  read_delegate_space: [...MEMBERS, ...STAFF, 'token_read'],
  read_node_addresses: [...MEMBERS, ...STAFF, 'token_read'],
  leave_delegate: MEMBERS,
  change_nodes: ['member', 'manager'],
  test_endpoints: ['member', 'manager'],
  issue_enrolment: ['member', 'manager'],
  change_profile: ['member', 'manager'],
  read_tokens: ['member', 'manager', ...STAFF],
  change_tokens: ['member', 'manager'],
  change_members: ['manager'],
  send_heartbeat: ['token_heartbeat'],
  send_metrics: [],
  ask_turn: [],
}

const VALUES: Readonly<Record<string, string>> = {
  network: 'lab',
  delegate: 'delegate00',
  epoch: '1',
  height: '1',
}
const ABSENT = '00000000-0000-4000-8000-00000000dead'
const pathOf = (path: string) => path.replaceAll(/\{(\w+)\}/g, (_, name) => VALUES[name] ?? ABSENT)

// The event stream does not end, so it is tried in a test of its own.
const ROUTES = API_ROUTES.filter(({ path }) => path !== '/stream').flatMap(({ path, methods }) =>
  METHODS.flatMap((name) => {
    const method = methods[name]
    return method === undefined ? [] : [{ name, path, method }]
  }),
)

// What is asked changes nothing: bodies do not fit, and what paths name is absent. Signing all out does, so it comes last.
const harmless = ROUTES.filter(({ name, path }) => !isEnding(name, path))
const ending = ROUTES.filter(({ name, path }) => isEnding(name, path))

function isEnding(name: string, path: string): boolean {
  return name === 'DELETE' && (path === '/sessions' || path.endsWith('/members/me'))
}

describe.each([...harmless, ...ending])('$name $path', ({ name, path, method }) => {
  test.each(ASKERS)('%s is answered as declared', async (asker) => {
    await database.sql`delete from rate_limit`
    const isBody = method.body !== undefined
    const { status, body } = await ask(pathOf(path), {
      method: name,
      headers: headersOf.get(asker) ?? {},
      ...(isBody ? { body: { no: 'such field' } } : {}),
    })
    const code = status >= 400 ? (body as { code: string }).code : null
    if (asker === 'token_revoked') {
      expect([status, code]).toEqual([401, 'token_revoked'])
    } else if (LET_IN[method.permission].includes(asker)) {
      expect([401, 403, 429, 500], `${status} ${code}`).not.toContain(status)
      if (isBody) expect([status, code]).toEqual([400, 'bad_body'])
    } else {
      const isNobody = asker === 'nobody' || asker.startsWith('session_')
      expect([status, code]).toEqual(isNobody ? [401, 'not_signed_in'] : [403, 'forbidden'])
    }
  })
})

test.each(ROUTES.filter(({ name }) => name !== 'GET'))(
  '$name $path is refused from another site',
  async ({ name, path }) => {
    const cookie = headersOf.get('manager')?.cookie ?? ''
    const foreign = [
      { cookie, 'sec-fetch-site': 'cross-site' },
      { cookie, 'sec-fetch-site': 'same-site' },
      { cookie, origin: 'http://evil.test' },
      { cookie, origin: 'null' },
      { cookie },
    ]
    for (const headers of foreign) {
      const { status, body } = await ask(pathOf(path), { method: name, headers, body: {} })
      expect([status, (body as { code: string }).code]).toEqual([403, 'cross_site'])
    }
  },
)
