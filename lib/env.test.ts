import { expect, test } from 'vitest'
import { parseEnv } from './env.ts'

test('nothing set is a replay at full speed on loopback', () => {
  expect(parseEnv({})).toEqual({
    ROLLCALL_REPLAY_SPEED: 'max',
    PORT: 3000,
    HOST: '127.0.0.1',
    DATA_DIR: '.data',
    LOG_LEVEL: 'info',
  })
})

test('an empty variable counts as not set', () => {
  expect(parseEnv({ PORT: '', ROLLCALL_NETWORK: '' })).toEqual(parseEnv({}))
})

test('every wrong variable is named in one message', () => {
  const wrong = {
    PORT: '70000',
    ROLLCALL_REPLAY_SPEED: '-1',
    ROLLCALL_NETWORK: 'moon',
    DATABASE_URL: 'mysql://x',
    LOG_LEVEL: 'loud',
    ROLLCALL_REPLAY_ENDPOINTS: '{',
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
