import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect } from '#lib/db/client.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { approveClaim, challengeClaim, claimDelegate } from '#lib/delegates/claims.service.ts'
import { noticeStrangers } from '#lib/delegates/strangers.service.ts'
import { seedNetwork, who } from './testing/network.ts'
import { again, giveKeys, io, memberOf, OPERATOR, OWNER, person, THIRD } from './testing/people.ts'

let database: TestDatabase
let network: number
beforeEach(async () => {
  database = await testDatabase()
  network = await seedNetwork(database.sql)
  await giveKeys(database.sql, network)
})
afterEach(() => database.drop())

type Person = Awaited<ReturnType<typeof person>>

const refusal = (code: string) => expect.objectContaining({ code })
const challenge = (by: Person, account = OWNER) =>
  challengeClaim(database.sql, by, 'lab', 'delegate00', io(account))

async function claim(by: Person, asked: typeof OWNER, signs = asked) {
  const { nonce, text } = await challenge(by, asked)
  const signature = await signs.signMessage({ message: text })
  return await claimDelegate(database.sql, by, 'lab', 'delegate00', { nonce, signature })
}

async function audited(): Promise<string[]> {
  return (await database.sql`select action from audit_entry order by seq`).map(({ action }) => action)
}

test('the owner key makes a manager, the operator key a member; both are told in the audit log', async () => {
  const [ada, bo] = [await person(database.sql, 'Ada'), await person(database.sql, 'Bo')]
  expect(await claim(ada, OWNER)).toMatchObject({
    delegateId: who(0).id,
    userId: ada.userId,
    level: 'manager',
    proof: 'owner_key',
    address: io(OWNER),
  })
  expect(await claim(bo, OPERATOR)).toMatchObject({ level: 'member', proof: 'operator_key' })
  expect(await audited()).toEqual(['claim_made', 'claim_made'])
  expect((await again(database.sql, ada.actor)).actor.memberships).toEqual([
    { networkId: network, network: 'lab', delegateId: who(0).id, level: 'manager' },
  ])
})

test('what ioctl prints is taken: no 0x, the recovery bit as 0 or 1', async () => {
  const ada = await person(database.sql, 'Ada')
  const { nonce, text, command } = await challenge(ada, OPERATOR)
  const message = Buffer.from(/sign ([0-9a-f]+) -s/.exec(command)?.[1] ?? '', 'hex')
  expect(message.toString()).toBe(text)
  const signed = await OPERATOR.signMessage({ message: { raw: message } })
  const bit = Number.parseInt(signed.slice(-2), 16) - 27
  const signature = `${signed.slice(2, -2)}0${bit}`
  const made = await claimDelegate(database.sql, ada, 'lab', 'delegate00', { nonce, signature })
  expect(made.level).toBe('member')
})

test('a third key is refused, asked for or not, and nobody becomes a member', async () => {
  const ada = await person(database.sql, 'Ada')
  await expect(claim(ada, THIRD)).rejects.toThrow(refusal('not_of_delegate'))
  await expect(claim(ada, OWNER, THIRD)).rejects.toThrow(refusal('wrong_key'))
  await expect(claim(ada, OWNER, OPERATOR)).rejects.toThrow(refusal('wrong_key'))
  expect(await database.sql`select from membership`).toHaveLength(0)
  expect(await audited()).toEqual([])
})

test('a nonce is good once, also when what was signed is wrong', async () => {
  const ada = await person(database.sql, 'Ada')
  const { nonce, text } = await challenge(ada)
  const good = { nonce, signature: await OWNER.signMessage({ message: text }) }
  const wrong = { nonce, signature: await THIRD.signMessage({ message: text }) }
  const answer = (signed: typeof good) => claimDelegate(database.sql, ada, 'lab', 'delegate00', signed)
  await expect(answer(wrong)).rejects.toThrow(refusal('wrong_key'))
  await expect(answer(good)).rejects.toThrow(refusal('secret_used'))
})

test('of 64 who answer one challenge at once exactly one does', async () => {
  const ada = await person(database.sql, 'Ada')
  const { nonce, text } = await challenge(ada)
  const signature = await OWNER.signMessage({ message: text })
  const pool = connect(database.url, { max: 32 })
  const tries = Array.from({ length: 64 }, () =>
    claimDelegate(pool, ada, 'lab', 'delegate00', { nonce, signature }),
  )
  const results = await Promise.allSettled(tries)
  await pool.end()
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
  expect(new Set(codes)).toEqual(new Set(['secret_used']))
  expect(await audited()).toEqual(['claim_made'])
})

test("a challenge answers for nobody else's account, nor for another delegate, and is not used up by that", async () => {
  const [ada, bo] = [await person(database.sql, 'Ada'), await person(database.sql, 'Bo')]
  await database.sql`update delegate set owner = ${io(OWNER)} where id = ${who(1).id}`
  const { nonce, text } = await challenge(ada)
  const signed = { nonce, signature: await OWNER.signMessage({ message: text }) }
  const claimed = (by: Person, delegate: string) => claimDelegate(database.sql, by, 'lab', delegate, signed)
  await expect(claimed(bo, 'delegate00')).rejects.toThrow(refusal('secret_unknown'))
  await expect(claimed(ada, 'delegate01')).rejects.toThrow(refusal('secret_unknown'))
  expect((await claimed(ada, 'delegate00')).level).toBe('manager')
})

test('a challenge ends, and a signature of another text proves nothing', async () => {
  const ada = await person(database.sql, 'Ada')
  const late = await challenge(ada)
  await database.sql`update one_time_secret set expires_at = now() - interval '1 second'`
  const signature = await OWNER.signMessage({ message: late.text })
  const answer = claimDelegate(database.sql, ada, 'lab', 'delegate00', { nonce: late.nonce, signature })
  await expect(answer).rejects.toThrow(refusal('secret_expired'))
  const { nonce } = await challenge(ada)
  const other = claimDelegate(database.sql, ada, 'lab', 'delegate00', { nonce, signature })
  await expect(other).rejects.toThrow(refusal('wrong_key'))
})

test('who the owner is, is read when the challenge is answered', async () => {
  const ada = await person(database.sql, 'Ada')
  const { nonce, text } = await challenge(ada)
  await database.sql`update delegate set owner = ${io(THIRD)} where id = ${who(0).id}`
  const signature = await OWNER.signMessage({ message: text })
  const answer = claimDelegate(database.sql, ada, 'lab', 'delegate00', { nonce, signature })
  await expect(answer).rejects.toThrow(refusal('not_of_delegate'))
})

test('when the chain has another owner the claim is marked, falls after a day, and is whole again if it returns', async () => {
  const { sql } = database
  const ada = await person(sql, 'Ada')
  const bo = await memberOf(sql, network, 'Bo', 'manager')
  await claim(ada, OWNER)
  const level = async () => (await again(sql, ada.actor)).actor.memberships[0]?.level
  await sql`update delegate set owner = ${io(THIRD)} where id = ${who(0).id}`
  await noticeStrangers(sql, network)
  expect(await level()).toBe('manager')
  await sql`update membership set stranger_at = stranger_at - interval '24 hours' where stranger_at is not null`
  await noticeStrangers(sql, network)
  expect(await level()).toBe('viewer')
  expect((await again(sql, bo.actor)).actor.memberships[0]?.level).toBe('manager')
  await sql`update delegate set owner = ${io(OWNER)} where id = ${who(0).id}`
  await noticeStrangers(sql, network)
  expect(await level()).toBe('manager')
  expect(await audited()).toEqual(['claim_made', 'claim_marked', 'claim_restored'])
})

test('staff approve by hand, shown as such; others may not, nor for an account that is none', async () => {
  const { sql } = database
  const [ada, staff] = [await person(sql, 'Ada'), await person(sql, 'Sam', ['staff'])]
  const approve = (by: Person, userId: string) =>
    approveClaim(sql, by, 'lab', 'delegate00', { userId, level: 'manager' })
  await expect(approve(ada, ada.userId)).rejects.toThrow(refusal('forbidden'))
  const nobody = '99999999-9999-4999-8999-999999999999'
  await expect(approve(staff, nobody)).rejects.toThrow(refusal('user_not_found'))
  expect(await approve(staff, ada.userId)).toMatchObject({ level: 'manager', proof: 'staff', address: null })
  expect(await audited()).toEqual(['claim_approved'])
})
