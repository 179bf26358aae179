import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeToken } from '#lib/auth/tokens.service.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { myView } from '#lib/delegates/my.service.ts'
import { getSpace } from '#lib/delegates/space.service.ts'
import { registerNode } from '#lib/nodes/registry.service.ts'
import { seedNetwork, who } from './testing/network.ts'
import { memberOf, person } from './testing/people.ts'

let database: TestDatabase
let network: number
beforeEach(async () => {
  database = await testDatabase()
  network = await seedNetwork(database.sql)
})
afterEach(() => database.drop())

test('a newcomer belongs nowhere, and nothing needs them', async () => {
  expect(await myView(database.sql, await person(database.sql, 'New'))).toEqual({ delegates: [], needs: [] })
})

test('nobody and a token have no space of their own', async () => {
  const asked = myView(database.sql, { actor: { kind: 'nobody' } })
  await expect(asked).rejects.toThrow(expect.objectContaining({ code: 'not_signed_in' }))
})

test('tells of marked claims, of machines that sign with one key, of tokens that end within 14 days', async () => {
  const { sql } = database
  const ada = await memberOf(sql, network, 'Ada', 'manager')
  const bo = await memberOf(sql, network, 'Bo', 'manager')
  const space = await getSpace(sql, 'lab', 'delegate00')
  const machine = (name: string) =>
    registerNode(sql, ada, space, {
      ...{ name, kind: 'active', operators: [who(0).operator] },
      addresses: { grpc: null, jsonrpc: null, probe: null, metrics: null, agent: null, tls: false },
    })
  await machine('one')
  await machine('two')
  const token = { name: 'ci', scopes: ['read' as const], nodeId: null }
  const soon = await makeToken(sql, ada, space, { ...token, days: 13 })
  await makeToken(sql, ada, space, { ...token, days: 90 })
  await sql`update membership set proof = 'owner_key', address = 'io1x', stranger_at = now() where user_id = ${bo.userId}`
  const mine = await myView(sql, ada)
  expect(mine.delegates).toMatchObject([
    { network: 'lab', delegateId: who(0).id, level: 'manager', nodes: [{ name: 'one' }, { name: 'two' }] },
  ])
  expect(mine.needs.map(({ kind, about }) => [kind, about])).toEqual([
    ['claim_marked', bo.userId],
    ['token_expires', soon.id],
    ['node_notice', mine.delegates[0]?.nodes[0]?.id],
    ['node_notice', mine.delegates[0]?.nodes[1]?.id],
  ])
  const his = await myView(sql, bo)
  expect(his.needs[0]).toMatchObject({ kind: 'claim_marked', about: bo.userId })
  expect(his.needs[0]?.detail).toMatch(/^Your claim/)
})

test('a delegate that the chain does not register any more is still shown, without machines', async () => {
  const { sql } = database
  const ada = await memberOf(sql, network, 'Ada', 'manager')
  await sql`delete from delegate where id = ${who(0).id}`
  expect(await myView(sql, ada)).toMatchObject({
    delegates: [{ delegateId: who(0).id, delegateName: null, nodes: [] }],
    needs: [],
  })
})
