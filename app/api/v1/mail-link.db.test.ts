import { createServer, type Server } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sendMailLink, signInByMail } from '#lib/auth/mail-link.service.ts'
import { RATE_LIMITS } from '#lib/auth/rate-limits.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { env } from '#lib/env.ts'
import { ask } from './testing/ask.ts'

const HERE = 'http://localhost:3000'
const from = { address: '192.0.2.1', userAgent: 'a test', requestId: 'r' }
const refusal = (code: string) => expect.objectContaining({ code })

let database: TestDatabase
let smtp: SMTPServer
const mails: string[] = []
beforeAll(async () => {
  database = await testDatabase()
  Object.assign(globalThis, { rollcallSql: database.sql })
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        mails.push(Buffer.concat(chunks).toString().replaceAll('=\r\n', '').replaceAll('=3D', '='))
        done()
      })
    },
  })
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
  configure(smtp.server)
})
afterAll(async () => {
  await new Promise<void>((resolve) => smtp.close(() => resolve()))
  await database.drop()
})
beforeEach(() => {
  mails.length = 0
})

function configure(server: Pick<Server, 'address'>): void {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  Object.assign(env(), {
    ROLLCALL_SMTP_URL: `smtp://127.0.0.1:${port}`,
    ROLLCALL_MAIL_FROM: 'rollcall@example.test',
  })
}

async function linkFor(address: string): Promise<string> {
  await sendMailLink(database.sql, HERE, { address, next: '/my' })
  return /http:\S+/.exec(mails.at(-1)?.split('minutes:')[1] ?? '')?.[0] ?? ''
}

test('the link in a mail signs its reader in, once; its secret stands where no server sees it', async () => {
  const link = new URL(await linkFor('Ada@Example.test'))
  expect(link.pathname + link.search).toBe('/mail-link?next=%2Fmy')
  const secret = link.hash.slice(1)
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  expect(await signInByMail(database.sql, secret, from)).toMatch(/^[0-9a-f-]{36}$/)
  await expect(signInByMail(database.sql, secret, from)).rejects.toThrow(refusal('secret_used'))
  const identities = await database.sql`select kind, subject from user_identity`
  expect(identities).toEqual([{ kind: 'mail', subject: 'ada@example.test' }])
})

test('a link that is 15 minutes old is refused', async () => {
  const { hash } = new URL(await linkFor('bo@example.test'))
  await database.sql`update one_time_secret set expires_at = expires_at - interval '15 minutes'`
  await expect(signInByMail(database.sql, hash.slice(1), from)).rejects.toThrow(refusal('secret_expired'))
})

test("nobody's mailbox is filled from here, whoever asks", async () => {
  const { perAddress } = RATE_LIMITS.mail_links
  const outcomes = []
  for (let count = 0; count < 2 * perAddress + 2; count++)
    outcomes.push(
      await linkFor('cy@example.test').then(
        () => 'sent',
        (error) => error.code,
      ),
    )
  // A window may end within the test.
  expect(outcomes).toContain('rate_limited')
  expect(mails.length).toBeLessThanOrEqual(2 * perAddress)
})

test('only what is one address and one path is taken', async () => {
  const asked = async (body: object) =>
    (await ask('/sign-in/mail', { method: 'POST', headers: { host: 'localhost' }, body })).body
  for (const address of ['a', 'a@example.test, b@example.test', 'a@example.test\r\nBcc: b@example.test'])
    expect(await asked({ address })).toMatchObject({ code: 'bad_body' })
  for (const next of ['//evil.test', 'https://evil.test', '/\\evil.test', '/a\nb'])
    expect(await asked({ address: 'di@example.test', next })).toMatchObject({ code: 'bad_body' })
  expect(mails).toEqual([])
})

test('asked under a name that is not ours, no mail leaves', async () => {
  const { body } = await ask('/sign-in/mail', {
    method: 'POST',
    headers: { host: 'evil.test' },
    body: { address: 'ed@example.test' },
  })
  expect(body).toMatchObject({ code: 'origin_not_set' })
  expect(mails).toEqual([])
})

test('a mail server that does not answer is named', async () => {
  const closed = createServer()
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
  configure(closed)
  await new Promise((resolve) => closed.close(resolve))
  await expect(linkFor('flo@example.test')).rejects.toThrow(refusal('mail_not_sent'))
  configure(smtp.server)
})
