import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { challengeClaim, claimDelegate } from '#lib/delegates/claims.service.ts'
import { CONTRACT_IO, startContractNode } from './testing/contract-wallet.ts'
import { seedNetwork, who } from './testing/network.ts'
import { io, OWNER, person, THIRD } from './testing/people.ts'

/** Nodes of this machine are private addresses: the network's own configuration has to allow them. */
const NETWORKS = `networks:
  - id: lab
    name: Lab
    parameters: testnet
    allowedRanges: [127.0.0.0/8]
    endpoints: [{ name: unused, grpc: '127.0.0.1:1' }]
`
let folder: string
let database: TestDatabase
let network: number
const running: { stop: () => Promise<unknown> }[] = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-contract-'))
  writeFileSync(join(folder, 'networks.yaml'), NETWORKS)
  vi.stubEnv('ROLLCALL_NETWORKS', join(folder, 'networks.yaml'))
})
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(async () => {
  database = await testDatabase()
  network = await seedNetwork(database.sql)
  await database.sql`delete from endpoint`
  await database.sql`update delegate set owner = ${CONTRACT_IO} where id = ${who(0).id}`
})
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()))
  await database.drop()
})

const refusal = (code: string) => expect.objectContaining({ code })

/** An endpoint that is followed, before an EVM in which the owner's contract stands. */
async function follow(name: string, options: Parameters<typeof startContractNode>[1] = {}): Promise<void> {
  const node = await startContractNode(OWNER.address, options)
  running.push(node)
  const addresses = { grpc: null, jsonrpc: node.url, gateway: true }
  await database.sql`
    insert into endpoint (network_id, name, addresses, verdict, checked_at)
    values (${network}, ${name}, ${database.sql.json(addresses)}, 'ok', now())`
}

async function claim(signs = OWNER, padding = '') {
  const { sql } = database
  const ada = await person(sql, 'Ada')
  const { nonce, text } = await challengeClaim(sql, ada, 'lab', 'delegate00', CONTRACT_IO)
  const signature = `${await signs.signMessage({ message: text })}${padding}`
  return await claimDelegate(sql, ada, 'lab', 'delegate00', { nonce, signature })
}

test('an owner that is a contract is asked itself (EIP-1271), in a real EVM', async () => {
  await follow('node-a')
  expect(await claim()).toMatchObject({ level: 'manager', proof: 'contract', address: CONTRACT_IO })
})

test('what the contract does not take is refused', async () => {
  await follow('node-a')
  await expect(claim(THIRD)).rejects.toThrow(refusal('wrong_key'))
})

test('no single endpoint makes somebody a manager while another says no', async () => {
  await follow('liar', { lies: true })
  await follow('node-b')
  await expect(claim(THIRD)).rejects.toThrow(refusal('wrong_key'))
  expect((await claim(OWNER)).level).toBe('manager')
})

test('nor while another one says nothing', async () => {
  await follow('liar', { lies: true })
  await follow('silent', { isSilent: true })
  await expect(claim(THIRD)).rejects.toThrow(refusal('wrong_key'))
  await expect(claim(OWNER, '00')).rejects.toThrow(refusal('contract_not_answered'))
})

test('an owner without code answers nothing, which is no yes', async () => {
  await follow('node-a')
  await database.sql`update delegate set owner = ${io(THIRD)} where id = ${who(0).id}`
  const ada = await person(database.sql, 'Ada')
  const { nonce, text } = await challengeClaim(database.sql, ada, 'lab', 'delegate00', io(THIRD))
  const signature = await OWNER.signMessage({ message: text })
  const answer = claimDelegate(database.sql, ada, 'lab', 'delegate00', { nonce, signature })
  await expect(answer).rejects.toThrow(refusal('wrong_key'))
})
