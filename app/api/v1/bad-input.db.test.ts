import { afterAll, beforeAll, expect, test } from 'vitest'
import { hexAddress, parseAddress } from '#lib/chain/address.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { ask } from './testing/ask.ts'
import { seedNetwork, who } from './testing/network.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  Object.assign(globalThis, { rollcallSql: database.sql })
  await seedNetwork(database.sql)
})
afterAll(() => database.drop())

const LAB = '/networks/lab'
const HEX = hexAddress(parseAddress(who(0).id.slice()))
const encode = (list: unknown) => Buffer.from(JSON.stringify(list)).toString('base64url')

test.each([
  ['/networks?x=1', 400, 'unknown_parameter'],
  [`${LAB}?limit=1`, 400, 'unknown_parameter'],
  [`${LAB}/epochs?Limit=1`, 400, 'unknown_parameter'],
  [`${LAB}/epochs?limit=1&limit=2`, 400, 'bad_parameter'],
  ...['0', '201', '-1', '1.5', '1e2', '', ' 5', 'ten', '050', '9'.repeat(40)].map((limit) => [
    `${LAB}/epochs?limit=${limit}`,
    400,
    'bad_limit',
  ]),
  ...[
    '',
    'x',
    '%00',
    encode(['blocks', 5]),
    encode(['epochs']),
    encode(['epochs', 'a']),
    encode(['epochs', 1, 2]),
    encode(['epochs', 1.5]),
    encode(['epochs', 2 ** 40]),
    encode({}),
    `${encode(['epochs', 1])}=`,
  ].map((cursor) => [`${LAB}/epochs?cursor=${cursor}`, 400, 'bad_cursor']),
  [`${LAB}/blocks?cursor=${encode(['blocks', -5])}`, 400, 'bad_cursor'],
  [`${LAB}/epochs/2/missed-slots?cursor=${encode(['missed-slots', 5])}`, 400, 'bad_cursor'],
  [`${LAB}/endpoints?cursor=${encode(['networks', 'a'])}`, 400, 'bad_cursor'],
  ...['abc', '-1', '1.5', '1e3', '0x10', '01', '%20', '%00', '१'].map((epoch) => [
    `${LAB}/epochs/${epoch}`,
    400,
    'bad_epoch',
  ]),
  [`${LAB}/epochs/-1/missed-slots`, 400, 'bad_epoch'],
  ...['0', '3', '2147483648', '9007199254740993', '9'.repeat(400)].map((epoch) => [
    `${LAB}/epochs/${epoch}`,
    404,
    'epoch_not_found',
  ]),
  [`${LAB}/epochs/3/missed-slots`, 404, 'epoch_not_found'],
  [`${LAB}/epochs/${'9'.repeat(30)}/missed-slots`, 404, 'epoch_not_found'],
  ...['abc', '-1', '1.5', '0x0c', '%00'].map((height) => [`${LAB}/blocks/${height}`, 400, 'bad_height']),
  ...['0', '13', '9223372036854775808', '9'.repeat(400)].map((height) => [
    `${LAB}/blocks/${height}`,
    404,
    'height_not_found',
  ]),
  [`${LAB}/delegates/${who(0).id.slice(0, -1)}q`, 400, 'bad_address'],
  [`${LAB}/delegates/${who(0).id.slice(0, -1)}`, 400, 'bad_address'],
  [`${LAB}/delegates/${who(0).id}q`, 400, 'bad_address'],
  [`${LAB}/delegates/${HEX}0`, 400, 'bad_address'],
  [`${LAB}/delegates/0x${'aB'.repeat(20)}`, 400, 'bad_address'],
  [`${LAB}/delegates/0x${'g'.repeat(40)}`, 400, 'bad_address'],
  [`${LAB}/delegates/0x${'ab'.repeat(20)}`, 404, 'delegate_not_found'],
  ...['nobody', '%00', '%F0%9F%92%A9', "'--", 'x'.repeat(5000)].map((name) => [
    `${LAB}/delegates/${name}`,
    404,
    'delegate_not_found',
  ]),
  ...['gone', 'LAB', 'nowhere', '%00', 'x'.repeat(5000), '..%2Flab'].map((slug) => [
    `/networks/${slug}/board`,
    404,
    'network_not_found',
  ]),
  [`${LAB}/search`, 400, 'bad_query'],
  [`${LAB}/search?q=%20`, 400, 'bad_query'],
  [`${LAB}/search?q=${'x'.repeat(129)}`, 400, 'bad_query'],
  [`${LAB}/search?q=${who(0).id.slice(0, -1)}q`, 400, 'bad_address'],
] as [string, number, string][])('%s is %i %s', async (path, status, code) => {
  const answer = await ask(path)
  expect(answer.body).toMatchObject({ status, code, type: 'about:blank' })
  expect(answer.status).toBe(status)
  expect((answer.body as { detail: string }).detail).toMatch(/^.{10,300}$/u)
})

test('what broke on our side is a 500 with an id and without a word of why', async () => {
  const { sql } = database
  Object.assign(globalThis, { rollcallSql: () => Promise.reject(new Error('secret: no route to host')) })
  const { status, body } = await ask('/networks')
  Object.assign(globalThis, { rollcallSql: sql })
  expect(status).toBe(500)
  expect(body).toMatchObject({ code: 'internal', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  expect(JSON.stringify(body)).not.toContain('secret')
})
