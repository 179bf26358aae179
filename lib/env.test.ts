import { expect, test } from 'vitest'
import { parseEnv } from './env.ts'

test('nothing set is a practice network on loopback', () => {
  expect(parseEnv({})).toEqual({
    ROLLCALL_REPLAY_SPEED: 'max',
    ROLLCALL_DEVNET_SHAPE: 'mainnet',
    ROLLCALL_DEVNET_STORY: 'three-small-faults',
    ROLLCALL_DEVNET_SPEED: 1,
    ROLLCALL_DEVNET_SEED: 1,
    PORT: 3000,
    HOST: '127.0.0.1',
    DATA_DIR: '.data',
    LOG_LEVEL: 'info',
    ROLLCALL_PROXIES: 0,
    ROLLCALL_OIDC_NAME: 'OpenID',
  })
})

test('an empty variable counts as not set', () => {
  expect(parseEnv({ PORT: '', ROLLCALL_NETWORK: '' })).toEqual(parseEnv({}))
})

test('every wrong variable is named in one message', () => {
  const wrong = {
    PORT: '70000',
    ROLLCALL_REPLAY_SPEED: '-1',
    ROLLCALL_DEVNET_SPEED: '101',
    ROLLCALL_DEVNET_SHAPE: 'flat',
    ROLLCALL_NETWORK: 'moon',
    DATABASE_URL: 'mysql://x',
    LOG_LEVEL: 'loud',
    ROLLCALL_REPLAY_ENDPOINTS: '{',
    ROLLCALL_ALLOW_PRIVATE_TARGETS: '10.0.0.0/8, 10.0.0.1',
  }
  expect(() => parseEnv(wrong)).toThrow(expect.objectContaining({ code: 'bad_environment' }))
  for (const name of Object.keys(wrong)) expect(() => parseEnv(wrong)).toThrow(`${name}=`)
})

test.each([
  ['max', 'max'],
  ['1', 1],
  ['0.5', 0.5],
])('speed %s is %s', (text, speed) => {
  expect(parseEnv({ ROLLCALL_REPLAY_SPEED: text }).ROLLCALL_REPLAY_SPEED).toBe(speed)
})

test('private targets are ranges, of both kinds, with spaces or without', () => {
  const { ROLLCALL_ALLOW_PRIVATE_TARGETS: ranges } = parseEnv({
    ROLLCALL_ALLOW_PRIVATE_TARGETS: '10.0.0.0/8, fd00::/8',
  })
  expect(ranges).toEqual(['10.0.0.0/8', 'fd00::/8'])
})

test.each([
  ['NEXTAUTH_SECRET', 'planted'],
  ['ROLLCALL_SMTP_URL', 'ftp://me:planted@mail.test'],
  ['DATABASE_URL', 'mysql://me:planted@db.test'],
])('a wrong %s is named without what it holds', (name, value) => {
  expect(() => parseEnv({ [name]: value })).toThrow(`${name}=(not shown)`)
  expect(() => parseEnv({ [name]: value })).not.toThrow('planted')
})

test.each([
  [{ ROLLCALL_OIDC_ISSUER: 'https://id.test' }, 'ROLLCALL_OIDC_CLIENT_ID'],
  [{ ROLLCALL_SMTP_URL: 'smtp://mail.test' }, 'ROLLCALL_MAIL_FROM'],
  [{ ROLLCALL_ORIGIN: 'https://rollcall.test/path' }, 'ROLLCALL_ORIGIN'],
  [{ ROLLCALL_ORIGIN: 'ftp://rollcall.test' }, 'ROLLCALL_ORIGIN'],
])('%o is not enough or wrong: %s is named', (variables, name) => {
  expect(() => parseEnv(variables)).toThrow(`${name}=`)
})
