import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RequestOrigin } from '#lib/auth/actor.ts'
import { issueSecret, revokeSecret, useSecret } from '#lib/auth/one-time-secret.service.ts'
import { revokeAllSessions, revokeSession, sessionActor } from '#lib/auth/sessions.service.ts'
import { askNonce, signInByWallet } from '#lib/auth/sign-in.service.ts'
import { MESSAGE_SECONDS, messageFor } from '#lib/auth/sign-in-message.ts'
import { wallNow } from '#lib/clock.ts'
import { connect } from '#lib/db/client.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { seedNetwork } from './testing/network.ts'
import { io, OWNER, THIRD } from './testing/people.ts'

const HERE = 'https://rollcall.test'
const from: RequestOrigin = { address: '192.0.2.1', userAgent: 'a test', requestId: 'r' }
const refusal = (code: string) => expect.objectContaining({ code })

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
  await seedNetwork(database.sql)
})
afterEach(() => database.drop())

const signIn = (message: string, signature: string) =>
  signInByWallet(database.sql, HERE, { message, signature }, from)

async function asked(): Promise<{ message: string; nonce: string }> {
  const { message, nonce } = await askNonce(database.sql, HERE, { address: io(OWNER) })
  return { message: message ?? '', nonce }
}

async function actorAfter(session: string) {
  return await sessionActor(database.sql, session)
}

test('who signs the message with the key of its address is signed in, the second time to the same account', async () => {
  const ids = []
  for (const _ of [1, 2]) {
    const { message } = await asked()
    const session = await signIn(message, await OWNER.signMessage({ message }))
    ids.push((await actorAfter(session))?.userId)
  }
  expect(ids[0]).toBeDefined()
  expect(ids[1]).toBe(ids[0])
  const told = await database.sql`select action from audit_entry order by seq`
  expect(told.map(({ action }) => action)).toEqual(['account_made', 'signed_in', 'signed_in'])
})

test('a nonce used twice is refused', async () => {
  const { message } = await asked()
  const signature = await OWNER.signMessage({ message })
  await signIn(message, signature)
  await expect(signIn(message, signature)).rejects.toThrow(refusal('secret_used'))
})

test('of 64 who send the same signature at once exactly one is signed in', async () => {
  const { message } = await asked()
  const signature = await OWNER.signMessage({ message })
  const many = connect(database.url, { max: 16 })
  const tries = Array.from({ length: 64 }, () =>
    signInByWallet(many, HERE, { message, signature }, from).then(
      () => 'in',
      (error) => error.code,
    ),
  )
  const outcomes = Map.groupBy(await Promise.all(tries), (outcome) => outcome)
  await many.end()
  expect([outcomes.get('in')?.length, outcomes.get('secret_used')?.length]).toEqual([1, 63])
})

test('another key than that of the address is refused, and does not use up the nonce', async () => {
  const { message } = await asked()
  const foreign = await THIRD.signMessage({ message })
  await expect(signIn(message, foreign)).rejects.toThrow(refusal('bad_signature'))
  for (const signature of ['', '0x', `0x${'ff'.repeat(65)}`, `0x${'00'.repeat(65)}`])
    await expect(signIn(message, signature)).rejects.toThrow(refusal('bad_signature'))
  await signIn(message, await OWNER.signMessage({ message }))
})

test.each([
  { what: 'another domain', place: { domain: 'evil.test' }, code: 'wrong_domain' },
  { what: 'another address of the site', place: { uri: 'https://evil.test' }, code: 'wrong_domain' },
  { what: 'a chain that is not followed', chainId: 1, code: 'wrong_chain' },
  { what: 'a time that is over', ageSeconds: MESSAGE_SECONDS + 1, code: 'message_expired' },
  { what: 'a time that is not yet', ageSeconds: -120, code: 'message_expired' },
  { what: 'a nonce that we did not give', nonce: 'f'.repeat(64), code: 'secret_unknown' },
])('a signature for $what is refused: $code', async ({ place, chainId, ageSeconds, nonce, code }) => {
  const here = { domain: 'rollcall.test', uri: HERE, chainIds: [4690], ...place }
  const given = await asked()
  const nowMs = wallNow() - (ageSeconds ?? 0) * 1000
  const signed = { address: OWNER.address, chainId: chainId ?? 4690, nonce: nonce ?? given.nonce, nowMs }
  const message = messageFor(here, signed)
  const signature = await OWNER.signMessage({ message })
  await expect(signIn(message, signature)).rejects.toThrow(refusal(code))
})

test.each(['', 'Sign in!', 'x'.repeat(100_000)])(
  'what is no message of EIP-4361 is refused',
  async (text) => {
    await expect(signIn(text, '0x')).rejects.toThrow(refusal('bad_message'))
  },
)

test('a message without an end is refused', async () => {
  const { message } = await asked()
  const endless = message.replace(/\nExpiration Time: .*/, '')
  expect(endless).not.toBe(message)
  const signature = await OWNER.signMessage({ message: endless })
  await expect(signIn(endless, signature)).rejects.toThrow(refusal('bad_message'))
})

async function session(): Promise<string> {
  const { message } = await asked()
  return await signIn(message, await OWNER.signMessage({ message }))
}

test('a session ends when it is revoked, and only that one', async () => {
  const [one, other] = [await session(), await session()]
  const actor = await actorAfter(one)
  if (actor === null) throw new Error('no session')
  await revokeSession(database.sql, actor, from, one)
  expect(await actorAfter(one)).toBeNull()
  expect(await actorAfter(other)).not.toBeNull()
  await expect(revokeSession(database.sql, actor, from, one)).rejects.toThrow(refusal('session_not_found'))
  await revokeAllSessions(database.sql, actor, from)
  expect(await actorAfter(other)).toBeNull()
})

test.each([
  { column: 'last_seen_at', interval: '11 hours 59 minutes', holds: true },
  { column: 'last_seen_at', interval: '12 hours 1 second', holds: false },
  { column: 'expires_at', interval: '-1 minute', holds: true },
  { column: 'expires_at', interval: '1 second', holds: false },
])('with $column $interval ago a session holds: $holds', async ({ column, interval, holds }) => {
  const { sql } = database
  const id = await session()
  await sql`update auth_session set ${sql(column)} = now() - ${interval}::interval`
  expect((await actorAfter(id)) !== null).toBe(holds)
})

test('roles that were taken or given count in the next request', async () => {
  const id = await session()
  await database.sql`update app_user set roles = '{staff}'`
  expect((await actorAfter(id))?.roles).toEqual(['staff'])
  await database.sql`update app_user set roles = '{}'`
  expect((await actorAfter(id))?.roles).toEqual([])
})

test('a session holds seven days at most', async () => {
  await session()
  const [row] =
    await database.sql`select expires_at - created_at <= interval '7 days' as is_short from auth_session`
  expect(row?.is_short).toBe(true)
})

test('a secret that expired, was revoked, or is for another purpose is refused by name', async () => {
  const { sql } = database
  const issue = (ttlSeconds = 60) =>
    issueSecret(sql, { purpose: 'invite', subject: { to: 'a' }, ttlSeconds, createdBy: null })
  const [expired, revoked, good] = [await issue(-1), await issue(), await issue()]
  await expect(revokeSecret(sql, 'invite', revoked.id, { to: 'b' })).rejects.toThrow(
    refusal('secret_unknown'),
  )
  await revokeSecret(sql, 'invite', revoked.id, { to: 'a' })
  await expect(useSecret(sql, 'invite', expired.secret, null)).rejects.toThrow(refusal('secret_expired'))
  await expect(useSecret(sql, 'invite', revoked.secret, null)).rejects.toThrow(refusal('secret_revoked'))
  await expect(useSecret(sql, 'enrol', good.secret, null)).rejects.toThrow(refusal('secret_unknown'))
  expect(await useSecret(sql, 'invite', good.secret, null)).toEqual({ to: 'a' })
})
