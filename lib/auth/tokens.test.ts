import { expect, test } from 'vitest'
import {
  expiresSoon,
  expiryOf,
  hashOf,
  isSecretOf,
  NewToken,
  newSecret,
  prefixOf,
  tokenState,
} from './tokens.ts'

const NOW = Date.UTC(2026, 10, 21)
const at = (ms: number) => new Date(NOW + ms)
const DAY = 86_400_000
const OTHER = '0191f7b2-0000-7000-8000-000000000001'

test('a token is known by its prefix, and only by its hash to be right', () => {
  const { token, prefix, hash } = newSecret()
  expect(prefixOf(token)).toBe(prefix)
  expect(token).not.toBe(newSecret().token)
  expect(isSecretOf(token, hash)).toBe(true)
  expect(isSecretOf(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, hash)).toBe(false)
  expect(isSecretOf(token, hash.subarray(1))).toBe(false)
  expect(hashOf(token)).toHaveLength(32)
})

test.each([
  '',
  'rcl_',
  'rcl_abcdefgh_short',
  `rcl_ABCDEFGH_${'x'.repeat(43)}`,
  `rcl_abcdefgh_${'x'.repeat(44)}`,
])('%j is no token', (text) => expect(prefixOf(text)).toBeNull())

test.each([
  { expires: 1, revoked: null, replaced: null, state: 'active' },
  { expires: 0, revoked: null, replaced: null, state: 'expired' },
  { expires: 1, revoked: -5, replaced: null, state: 'revoked' },
  { expires: 1, revoked: null, replaced: OTHER, state: 'replaced' },
  { expires: 0, revoked: null, replaced: OTHER, state: 'expired' },
  { expires: 0, revoked: -5, replaced: OTHER, state: 'revoked' },
])(
  'expires in $expires ms, revoked $revoked, replaced by $replaced: $state',
  ({ expires, revoked, replaced, state }) => {
    const token = {
      expiresAt: at(expires),
      revokedAt: revoked === null ? null : at(revoked),
      replacedBy: replaced,
    }
    expect(tokenState(token, NOW)).toBe(state)
  },
)

test.each([
  { ms: 14 * DAY + 1, soon: false },
  { ms: 14 * DAY, soon: true },
  { ms: 1, soon: true },
  { ms: 0, soon: false },
])('ending in $ms ms is soon: $soon', ({ ms, soon }) => {
  const token = { expiresAt: at(ms), revokedAt: null, replacedBy: null }
  expect(expiresSoon(token, NOW)).toBe(soon)
  expect(expiresSoon({ ...token, replacedBy: OTHER }, NOW)).toBe(false)
})

test('90 days are 90 times 24 hours', () => {
  expect(expiryOf(NOW, 90).toISOString()).toBe('2027-02-19T00:00:00.000Z')
})

const asked = (more: object) => NewToken.safeParse({ name: 'a', scopes: ['read'], ...more })
test.each([
  [{}, true],
  [{ days: 1 }, true],
  [{ days: 400 }, true],
  [{ days: 401 }, false],
  [{ days: 0 }, false],
  [{ days: 1.5 }, false],
  [{ scopes: [] }, false],
  [{ scopes: ['read', 'read'] }, false],
  [{ scopes: ['admin'] }, false],
  [{ name: '   ' }, false],
  [{ nodeId: 'x' }, false],
  [{ scopes: ['heartbeat:write'] }, false],
  [{ scopes: ['heartbeat:write', 'metrics:write'], nodeId: OTHER }, true],
  [{ scopes: ['metrics:write', 'rollout:turn'] }, true],
  [{ more: 1 }, false],
])('a new token with %j is understood: %s', (more, understood) => {
  expect(asked(more).success).toBe(understood)
})

test('90 days unless asked otherwise', () => {
  expect(asked({}).data).toEqual({ name: 'a', scopes: ['read'], nodeId: null, days: 90 })
})
