import fs from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { METHODS } from '#lib/http/api-route.ts'
import { API_ROUTES } from '#lib/http/api-table.ts'
import { problemAnswer } from '#lib/http/problem.ts'
import { ask } from './testing/ask.ts'
import { seedNetwork, who } from './testing/network.ts'
import { giveKeys } from './testing/people.ts'
import { ASKERS, type Asker, askers } from './testing/roles.ts'

/** Runs of each role; `RANDOM_REQUESTS=10000` for the long one. */
// biome-ignore lint/style/noProcessEnv: how long this test runs is no configuration of the product
const RUNS = Number(process.env.RANDOM_REQUESTS ?? 100)

let database: TestDatabase
let headersOf: ReadonlyMap<Asker, Readonly<Record<string, string>>>
const written: string[] = []
beforeAll(async () => {
  database = await testDatabase()
  Object.assign(globalThis, { rollcallSql: database.sql })
  const network = await seedNetwork(database.sql)
  await giveKeys(database.sql, network)
  headersOf = await askers(database.sql, network)
  await database.sql`update app_user set contacts = ${database.sql.json([{ kind: 'mail', value: PLANTED }])}`
  // Our log writes to its descriptor itself.
  const { writeSync } = fs
  vi.spyOn(fs, 'writeSync').mockImplementation((fd: number, text: unknown, ...rest: unknown[]) => {
    if (fd > 2) return Reflect.apply(writeSync, fs, [fd, text, ...rest])
    written.push(String(text))
    return Buffer.byteLength(String(text))
  })
  problemAnswer(new Error('seen in the log'))
  expect(written.join('')).toContain('seen in the log')
})
afterAll(async () => {
  vi.restoreAllMocks()
  await database.drop()
})

/** Told to nobody but whose it is; no answer below is about the asker's own account. */
const PLANTED = 'planted-5f1d9c@secret.test'

const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom('', ' ', '..', '%', '\u0000', "'--", '💩', 'null', '-1', '9'.repeat(40), 'x'.repeat(3000)),
  fc.constantFrom('lab', 'delegate00', who(0).id, '1', '00000000-0000-4000-8000-00000000dead'),
)
const value = fc.oneof(text, fc.jsonValue({ maxDepth: 2 }))
const fields = [
  'name',
  'level',
  'roles',
  'scopes',
  'address',
  'nonce',
  'signature',
  'secret',
  'kind',
  'days',
  'profile',
]
const body = fc.oneof(
  fc.constant(undefined),
  value,
  fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 4 }),
)
const query = fc.dictionary(fc.constantFrom('limit', 'cursor', 'q', 'from', 'x'), text, { maxKeys: 2 })
const ROUTES = API_ROUTES.filter(({ path }) => path !== '/stream').flatMap(({ path, methods }) =>
  METHODS.filter((name) => methods[name] !== undefined).map((name) => ({ path, name })),
)
const request = fc.record({
  route: fc.constantFrom(...ROUTES),
  values: fc.array(fc.oneof(fc.constant(null), text), { minLength: 4, maxLength: 4 }),
  query,
  body,
})

const USUAL: Readonly<Record<string, string>> = {
  network: 'lab',
  delegate: 'delegate00',
  epoch: '1',
  height: '1',
}

test.each(ASKERS)(
  '%s: no request is answered with 5xx, a stack trace or a secret',
  async (asker) => {
    await fc.assert(
      fc.asyncProperty(request, async ({ route, values, query, body }) => {
        await database.sql`delete from rate_limit`
        let index = 0
        const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name) =>
          // An empty value or dots would be another path.
          encodeURIComponent(values[index++]?.replace(/^\.*$/, 'x') ?? USUAL[name] ?? 'x'),
        )
        const search = new URLSearchParams(query).toString()
        const answer = await ask(search === '' ? path : `${path}?${search}`, {
          method: route.name,
          headers: headersOf.get(asker) ?? {},
          ...(body === undefined || route.name === 'GET' ? {} : { body }),
        })
        // 503: no mail server, no origin; both say so by name.
        if (answer.status !== 503) expect(answer.status, `${route.name} ${path}`).toBeLessThan(500)
        const said = JSON.stringify(answer.body)
        expect(said).not.toMatch(/\n? +at .*\.ts:|node_modules|select .* from |postgres/i)
        if (route.path !== '/me') expect(said).not.toContain(PLANTED)
      }),
      { numRuns: RUNS },
    )
    const log = written.join('')
    for (const headers of headersOf.values())
      for (const secret of Object.values(headers)) if (secret.length > 20) expect(log).not.toContain(secret)
    expect(log).not.toContain(PLANTED)
  },
  600_000,
)
